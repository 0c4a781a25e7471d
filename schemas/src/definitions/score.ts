import { z } from 'zod'
import { limits } from '../limits.ts'
import { eventMatchSchema } from '../rules/event-match.ts'
import { ruleSchema } from '../rules/rule.ts'
import type { Level } from '../rules/rule-kind.ts'
import { mostADay } from '../rules/score/score-days.ts'
import { scorePartNames } from '../rules/score/score-parts.ts'
import { verifiedOnly } from '../rules/verified-only.ts'
import { counting, named } from './named.ts'

const level: z.ZodType<Level> = z.enum(['person', 'account'])

const weight = z.number().min(0).max(100)

/** How engaged a person or an account is, 0 to 100, with its published parts. */
export const scoreSchema = z.strictObject({
  kind: z.literal('score'),
  ...named,
  ...counting,
  level,
  /** What the product is for: the uses that count for breadth and depth. */
  core: z.array(eventMatchSchema).min(1).max(20),
  /** Being at work; absent: any page, screen or event that is not Waymark's own. */
  active: z.array(eventMatchSchema).min(1).max(20).exactOptional(),
  /** Who has a score at all; others have 0. */
  where: ruleSchema.exactOptional(),
  /** Only what servers sent counts. */
  verified: verifiedOnly,
  /** How much each part counts for; absent: as much as by default. 0 leaves it out. */
  weights: z
    .partialRecord(z.enum(scorePartNames), weight)
    .refine(
      (w) => Object.values(w).length < scorePartNames.length || Object.values(w).some((n) => n > 0),
      'at least one weight above 0',
    )
    .exactOptional(),
  /** Completions of one core use case that count in a day. */
  cap: z.int().min(1).max(mostADay).exactOptional(),
})

export type ScoreDefinition = z.infer<typeof scoreSchema>

const quantiles = z.array(z.number().min(0)).length(11)

/** One cohort: who is in the same lifecycle state and about as old. */
const cohort = z.strictObject({
  lifecycle: z.string().min(1).max(limits.nameLength),
  age: z.enum(['week', 'month', 'quarter', 'older']),
  /** How many it was counted over. */
  people: z.int().min(1),
  /** Per part: the values that 0, 10, 20 … 100 % of the cohort do not exceed. */
  parts: z.record(z.enum(scorePartNames), quantiles),
})

/** What is usual in each cohort, for the score of the same id; counted by `waymark cohorts publish`. */
export const cohortsSchema = z.strictObject({
  kind: z.literal('cohorts'),
  ...named,
  /** When it was counted. */
  at: z.iso.datetime(),
  cohorts: z.array(cohort).max(100),
})

export type Cohorts = z.infer<typeof cohortsSchema>
