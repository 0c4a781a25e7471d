import { z } from 'zod'
import { dayMs, durationMs, durationSchema } from '../duration.ts'
import { hasChanged } from './has-changed.ts'
import type { CompileContext, Evaluate, RuleKind } from './rule-kind.ts'
import { inTheLast, quoted } from './say.ts'
import { scoreDaysKept } from './score/score-days.ts'
import type { Scored, ScoreReading } from './score/score-of.ts'
import { scorePartNames, windowDays } from './score/score-parts.ts'
import { verdict } from './verdict.ts'

const longestDays = scoreDaysKept - windowDays

const isDays = (text: string): boolean => {
  const days = durationMs(text) / dayMs
  return Number.isInteger(days) && days <= longestDays
}

const share = z.string().regex(/^([1-9]\d?|100)%$/, 'a share such as 30%')

const rate = z.string().regex(/^[1-9]\d{0,3}%$/, 'a share such as 30%')

const over = durationSchema.refine(isDays, `whole days or weeks, at most ${longestDays}d`)

const points = z.number().min(0).max(100)

const comparisons = { gte: points, gt: points, lte: points, lt: points } as const

const asked = [...Object.keys(comparisons), 'drop', 'rise']

const schema = z
  .strictObject({
    id: z.string().min(1).max(100),
    part: z.enum(scorePartNames).exactOptional(),
    gte: points.exactOptional(),
    gt: points.exactOptional(),
    lte: points.exactOptional(),
    lt: points.exactOptional(),
    drop: z.strictObject({ by: share, over }).exactOptional(),
    rise: z.strictObject({ by: rate, over }).exactOptional(),
  })
  .refine((body) => asked.filter((key) => key in body).length === 1, `one of ${asked.join(', ')}`)

export type Score = z.infer<typeof schema>

const pointsOf = ({ value, parts }: ScoreReading, part: Score['part']): number =>
  part === undefined ? value : (parts[part]?.points ?? 0)

export const daysIn = (text: string): number => durationMs(text) / dayMs

const tests: {
  readonly [Op in keyof typeof comparisons]: (value: number, than: number) => boolean
} = {
  gte: (value, than) => value >= than,
  gt: (value, than) => value > than,
  lte: (value, than) => value <= than,
  lt: (value, than) => value < than,
}

const compareNow = (scored: Scored, body: Score): Evaluate => {
  const [[op, than] = ['gte', 0]] = Object.entries(tests).flatMap(([name]) => {
    const given = body[name as keyof typeof comparisons]
    return given === undefined ? [] : [[name, given] as const]
  })
  const test = tests[op as keyof typeof comparisons]
  return (facts) =>
    verdict(test(pointsOf(scored.read(facts), body.part), than), scored.until(facts))
}

/** Points have at most one decimal: a score is whole, its parts are rounded to tenths. */
const compareThen = (
  scored: Scored,
  body: Score,
  { by, over: span }: { readonly by: string; readonly over: string },
): Evaluate => {
  const days = daysIn(span)
  const percent = body.drop ? -Number.parseInt(by, 10) : Number.parseInt(by, 10)
  const tenthsOf = (reading: ScoreReading): number => Math.round(10 * pointsOf(reading, body.part))
  return (facts) => {
    const before = tenthsOf(scored.read(facts, days))
    const is = before > 0 && hasChanged(before, tenthsOf(scored.read(facts)), percent)
    return verdict(is, scored.until(facts, days))
  }
}

const compile = (body: Score, context: CompileContext): Evaluate => {
  const level = context.reads('score', body.id)
  if (level === 'account' && context.level === 'person') {
    const rule = context.onAccount({ score: body }, 'score')
    return (facts) => verdict(facts.account(rule)?.is === true)
  }
  if (level !== context.level)
    context.refuse(
      `score ${body.id} is about people; an account rule reads it through \`members\``,
      'id',
    )
  const scored = context.score(body.id)
  const change = body.drop ?? body.rise
  return change ? compareThen(scored, body, change) : compareNow(scored, body)
}

const words = { gte: 'at least', gt: 'above', lte: 'at most', lt: 'below' } as const

/** How a score, or a part of it, stands now, or how it has changed. */
export const score: RuleKind<Score> = {
  schema: () => schema,
  compile,
  say: (body, { nameOf }) => {
    const { id, part, drop, rise } = body
    const what = `score ${quoted(nameOf('score', id))}${part === undefined ? '' : ` (${part})`}`
    const by = drop ?? rise
    if (by) return `${what} ${drop ? 'fell' : 'rose'} by ${by.by} ${inTheLast(by.over)}`
    const [op] = (['gte', 'gt', 'lte', 'lt'] as const).filter((name) => body[name] !== undefined)
    return `${what} is ${op ? `${words[op]} ${body[op]}` : ''}`
  },
}
