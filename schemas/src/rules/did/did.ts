import { z } from 'zod'
import { durationSchema } from '../../duration.ts'
import { limits } from '../../limits.ts'
import { calendarUnits } from '../calendar.ts'
import {
  type EventMatch,
  eventMatchSchema,
  eventMatchShape,
  namesOne,
  participleOf,
  sayMatch,
} from '../event-match.ts'
import type { Facts } from '../facts.ts'
import type { CompileContext, Evaluate, RuleKind } from '../rule-kind.ts'
import { quoted } from '../say.ts'
import { never } from '../verdict.ts'
import { type Count, counted, countOf, countSchema, sayCount } from './count.ts'
import { distinctValues } from './distinct-values.ts'
import { keep, keepTimes } from './keep.ts'
import { unitCounts } from './unit-counts.ts'
import { sayWindow, type Window, type WindowBody, windowOf } from './window.ts'

const schema = z
  .strictObject({
    ...eventMatchShape,
    count: countSchema.exactOptional(),
    distinct: z.string().min(1).max(limits.nameLength).exactOptional(),
    first: z.literal(true).exactOptional(),
    within: durationSchema.exactOptional(),
    on: z.enum(calendarUnits).exactOptional(),
    last: z.int().min(1).max(limits.unitsKept).exactOptional(),
    since: eventMatchSchema.exactOptional(),
  })
  .refine(namesOne, 'one of event, page, feature')
  .refine(
    (d) => [d.within, d.on, d.since].filter((given) => given !== undefined).length <= 1,
    'at most one of within, on, since',
  )
  .refine((d) => d.last === undefined || d.on !== undefined, '`last` counts the units of `on`')
  .refine(
    (d) => !d.first || (d.count === undefined && d.distinct === undefined),
    '`first` is about one event: without count and distinct',
  )
  .refine((d) => !d.first || d.within || d.on || d.since, '`first` needs one of within, on, since')
  .refine((d) => d.distinct === undefined || d.count !== undefined, '`distinct` needs a count')

export type Did = z.infer<typeof schema>

/** The time of the k-th newest of what is counted; `-Infinity` where there are not so many. */
type Nth = (facts: Facts, k: number) => number

const matchOf = ({ event, page, feature, where }: Did): EventMatch =>
  ({ event, page, feature, where }) as EventMatch

/** All-time counts need no times: that there were k is all there is to know. */
const nthEver = (match: EventMatch, context: CompileContext): Nth => {
  const read = keepTimes(match, 1, context)
  return (facts, k) => {
    const summary = read(facts)
    return summary && summary.n >= k ? summary.first : never
  }
}

const nthTime = (match: EventMatch, n: number, context: CompileContext): Nth => {
  const read = keepTimes(match, n, context)
  return (facts, k) => read(facts)?.times.at(-k) ?? never
}

const nthValue = (did: Did, n: number, context: CompileContext): Nth => {
  const property = did.distinct ?? ''
  const what = { distinct: property, keep: n }
  const read = keep(matchOf(did), { what, law: distinctValues(property, n) }, context)
  return (facts, k) => read(facts)?.values.at(-k)?.[1] ?? never
}

/** Of a calendar window the unit is all that matters: when the one began that the k-th newest event lies in. */
const nthUnit = (did: Did, context: CompileContext): Nth => {
  const { calendar } = context
  const unit = did.on ?? 'day'
  const last = did.last ?? 1
  const what = { unit, last, zone: calendar.zone }
  const law = unitCounts(calendar, { unit, keep: last })
  const read = keep(matchOf(did), { what, law }, context)
  return (facts, k) => {
    const units = read(facts)?.units ?? []
    let left = k
    for (let i = units.length - 1; i >= 0; i--) {
      const [start, n] = units[i] as readonly [number, number]
      left -= n
      if (left <= 0) return start
    }
    return never
  }
}

const nthFor = (did: Did, count: Count, context: CompileContext): Nth => {
  const isBounded =
    did.distinct !== undefined || did.within !== undefined || did.since !== undefined
  if (isBounded && count.n > limits.rollingCount) {
    const what = did.distinct === undefined ? 'a rolling count' : 'a count of different values'
    const wayOut = did.distinct === undefined ? '; calendar units (`on`) count further' : ''
    context.refuse(`${what} goes up to ${limits.rollingCount}${wayOut}`, 'count')
  }
  const n = count.n + 1
  if (did.distinct !== undefined) return nthValue(did, n, context)
  if (did.on) return nthUnit(did, context)
  return isBounded ? nthTime(matchOf(did), n, context) : nthEver(matchOf(did), context)
}

const firstTime = (did: Did, window: Window, context: CompileContext): Evaluate => {
  const read = keepTimes(matchOf(did), 1, context)
  return (facts) => window(read(facts)?.first ?? never, facts)
}

const compile = (did: Did, context: CompileContext): Evaluate => {
  const window = windowOf(did as WindowBody, context)
  if (did.first) return firstTime(did, window, context)
  const count = countOf(did.count)
  const nth = nthFor(did, count, context)
  return counted(count, (k) => (facts) => window(nth(facts, k), facts))
}

const sayHowOften = ({ count, distinct, first }: Did): string => {
  if (first) return ' for the first time'
  const many = countOf(count)
  const one = many.n === 1
  if (distinct !== undefined)
    return ` with ${sayCount(many)} different ${one ? 'value' : 'values'} of ${quoted(distinct)}`
  return many.op === 'gte' && one ? '' : ` ${sayCount(many)} ${one ? 'time' : 'times'}`
}

/** An event, a page or a feature was seen: so often, or with so many values of a property, ever or within a window. */
export const did: RuleKind<Did> = {
  schema: () => schema as unknown as z.ZodType<Did>,
  compile,
  warn: ({ count }) => (count?.gte === 0 ? ['always holds: 0 are there from the start'] : []),
  say: (body) => {
    const match = matchOf(body)
    const window = sayWindow(body as WindowBody)
    return `has ${participleOf(match)} ${sayMatch(match)}${sayHowOften(body)}${window}`
  },
}
