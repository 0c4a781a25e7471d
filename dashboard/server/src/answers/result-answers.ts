import type { GoldenFeatures } from '@waymark/schemas/api/golden'
import type {
  ArmResult,
  Comparison,
  Estimated,
  Reading,
  Results,
} from '@waymark/schemas/api/results'
import { z } from 'zod'

/** What answers about proof look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const share = z.number().min(0).max(1)

const reading: z.ZodType<Reading> = z.enum([
  'works',
  'hurts',
  'no_effect',
  'too_early',
  'broken',
  'unknown',
])

const estimated: z.ZodType<Estimated> = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
})

const arm: z.ZodType<ArmResult> = z.object({
  arm: z.enum(['treated', 'engagement', 'project']),
  variant: z.string().exactOptional(),
  planned: share,
  drawn: z.int(),
  people: z.int(),
  reached: z.int(),
})

const side = z.object({ people: z.int(), reached: z.int() })

const comparison: z.ZodType<Comparison> = z.object({
  variant: z.string().exactOptional(),
  against: z.enum(['engagement', 'project']),
  treated: side,
  control: side,
  reading,
  says: z.string(),
  absolute: estimated.exactOptional(),
  relative: estimated.exactOptional(),
  more: z.int().exactOptional(),
})

export const results: z.ZodType<Results> = z.object({
  results: z.array(
    z.object({
      kind: z.enum(['engagement', 'flow']),
      id: z.string(),
      name: z.string(),
      goal: z.string().exactOptional(),
      sends: z.array(z.string()),
      withinMs: z.int(),
      reading,
      says: z.string(),
      since: instant.exactOptional(),
      waiting: z.int(),
      leftOut: z.object({ both: z.int(), before: z.int(), otherShares: z.int() }),
      arms: z.array(arm),
      sampleRatioP: share.exactOptional(),
      comparisons: z.array(comparison),
    }),
  ),
  asOf: instant,
})

const target = z.object({ id: z.string(), name: z.string() })

export const goldenFeatures: z.ZodType<GoldenFeatures> = z.object({
  target,
  targets: z.array(target),
  firstMs: z.int(),
  byMs: z.int(),
  people: z.int(),
  reached: z.int(),
  leftOut: z.object({ young: z.int(), already: z.int() }),
  tried: z.int(),
  items: z.array(
    z.object({
      kind: z.enum(['event', 'page', 'feature']),
      id: z.string(),
      name: z.string(),
      times: z.int(),
      people: z.int(),
      reached: z.int(),
      phi: z.number().min(-1).max(1),
      precision: share,
      otherwise: share,
      recall: share,
      support: share,
      lift: z.number(),
      q: share,
      strength: z.enum(['high', 'moderate', 'slight', 'weak', 'chance']),
      says: z.string(),
    }),
  ),
  asOf: instant,
})
