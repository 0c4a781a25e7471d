import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import type { RuleKind } from './rule-kind.ts'
import { inTheLast, quoted } from './say.ts'

const share = z.string().regex(/^([1-9]\d?|100)%$/, 'a share such as 30%')
const change = z.strictObject({ by: share, over: durationSchema })
const points = z.number().min(0).max(100)

const schema = z
  .strictObject({
    id: z.string().min(1).max(100),
    gte: points.exactOptional(),
    lt: points.exactOptional(),
    drop: change.exactOptional(),
    rise: change.exactOptional(),
  })
  .refine((body) => Object.keys(body).length === 2, 'one of gte, lt, drop, rise')

export type Score = z.infer<typeof schema>

/** A score and its course. Its shape is part of the language; there are no scores yet. */
export const score: RuleKind<Score> = {
  schema: () => schema as unknown as z.ZodType<Score>,
  compile: (_, context) =>
    context.refuse(
      'is not available yet: there are no scores. Ask for what makes the score, for example ' +
        '`did: { event: …, count: { gte: 10 }, on: day, last: 14 }`',
    ),
  say: ({ id, gte, lt, drop, rise }) => {
    const by = drop ?? rise
    if (by) return `score ${quoted(id)} ${drop ? 'fell' : 'rose'} by ${by.by} ${inTheLast(by.over)}`
    return `score ${quoted(id)} is ${gte === undefined ? `below ${lt}` : `at least ${gte}`}`
  },
}
