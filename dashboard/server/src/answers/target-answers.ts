import type { GuideTarget, GuideTargetList } from '@waymark/schemas/api/guide-targets'
import { z } from 'zod'

/** What answers about the elements of guides look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')

const guideTarget: z.ZodType<GuideTarget> = z.object({
  guide: z.string(),
  guideName: z.string(),
  path: z.string(),
  state: z.enum(['found', 'drifted', 'sometimes', 'lost']),
  found: z.int(),
  missed: z.int(),
  missedSince: z.int(),
  since: instant.exactOptional(),
  lastFound: instant.exactOptional(),
  score: z.number().min(0).max(1).exactOptional(),
  times: z.int(),
  drifted: z.int(),
  drift: z.array(z.string()),
  reasons: z.array(z.object({ reason: z.string(), people: z.int() })),
  days: z.array(z.object({ found: z.int(), missed: z.int() })),
})

export const guideTargets: z.ZodType<GuideTargetList> = z.object({
  targets: z.array(guideTarget),
  from: instant,
  asOf: instant,
})
