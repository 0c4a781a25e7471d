import { scorePartNames } from '@waymark/schemas'
import type { LeadList } from '@waymark/schemas/api/leads'
import type {
  AlmostLead,
  ProductEngagement,
  PublishedCohorts,
  ScoreItem,
} from '@waymark/schemas/api/scores'
import { z } from 'zod'

/** What answers about scores look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const points = z.number().min(0).max(100)

export const scoreItem: z.ZodType<ScoreItem> = z.object({
  id: z.string(),
  name: z.string(),
  value: points,
  cohort: z.string().exactOptional(),
  at: instant,
  parts: z.array(
    z.object({ part: z.enum(scorePartNames), raw: z.number(), points, adds: z.number() }),
  ),
})

/** How often a kind of lead was right. */
export const leadPrecision: z.ZodType<LeadList['precision'][number]> = z.object({
  pql: z.string(),
  turned: z.int(),
  won: z.int(),
  closed: z.int(),
  customers: z.int(),
  medianDays: z.number().exactOptional(),
})

export const almostLead: z.ZodType<AlmostLead> = z.object({
  subject: z.string(),
  id: z.string(),
  name: z.string(),
  pql: z.string(),
  pqlName: z.string(),
  met: z.int(),
  of: z.int(),
  missing: z.array(z.string()),
  seen: instant,
})

export const productEngagement: z.ZodType<ProductEngagement> = z.object({
  score: points.exactOptional(),
  adoption: points.exactOptional(),
  stickiness: points.exactOptional(),
  growth: points.exactOptional(),
  active: z.int(),
  new: z.int(),
  back: z.int(),
  lost: z.int(),
  asOf: instant,
})

export const publishedCohorts: z.ZodType<PublishedCohorts> = z.object({
  scores: z.array(
    z.object({
      score: z.string(),
      cohorts: z.int(),
      people: z.int(),
      what: z.enum(['published', 'same']),
    }),
  ),
})
