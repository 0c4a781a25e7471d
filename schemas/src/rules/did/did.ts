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
  warnOfMatch,
} from '../event-match.ts'
import type { CompileContext, Evaluate, RuleKind } from '../rule-kind.ts'
import { quoted } from '../say.ts'
import { never } from '../verdict.ts'
import { counted, countOf, countSchema, sayCount } from './count.ts'
import { keepTimes } from './keep.ts'
import { nthOf } from './nth.ts'
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

const matchOf = ({ event, page, feature, where, verified }: Did): EventMatch =>
  ({ event, page, feature, where, verified }) as EventMatch

/** What is kept one by one has its bound; calendar units keep no more than a number each. */
const refuseTooMany = (did: Did, n: number, context: CompileContext): void => {
  if (n <= limits.rollingCount) return
  if (did.distinct !== undefined)
    context.refuse(`a count of different values goes up to ${limits.rollingCount}`, 'count')
  if (did.within !== undefined || did.since !== undefined)
    context.refuse(
      `a rolling count goes up to ${limits.rollingCount}; calendar units (\`on\`) count further`,
      'count',
    )
}

const firstTime = (did: Did, window: Window, context: CompileContext): Evaluate => {
  const read = keepTimes(matchOf(did), 1, context)
  return (facts) => window(read(facts)?.first ?? never, facts)
}

const compile = (did: Did, context: CompileContext): Evaluate => {
  const window = windowOf(did as WindowBody, context)
  if (did.first) return firstTime(did, window, context)
  const count = countOf(did.count)
  refuseTooMany(did, count.n, context)
  const nth = nthOf(
    { ...(did as WindowBody), match: matchOf(did), distinct: did.distinct },
    count.n + 1,
    context,
  )
  return counted(count, (k) => (facts) => window(nth(facts, k), facts))
}

/** Zero times is said as a denial. */
const isNone = (count: Did['count']): boolean => count?.lte === 0 || count?.eq === 0

const sayHowOften = ({ count, distinct, first }: Did): string => {
  if (first) return ' for the first time'
  const many = countOf(count)
  if (isNone(count) && distinct === undefined) return ''
  const one = many.n === 1
  if (distinct !== undefined)
    return ` with ${sayCount(many)} different ${one ? 'value' : 'values'} of ${quoted(distinct)}`
  return many.op === 'gte' && one ? '' : ` ${sayCount(many)} ${one ? 'time' : 'times'}`
}

/** It holds of whoever has done nothing of the kind. */
const holdsOfNothing = ({ count }: Did): boolean => {
  const { op, n } = countOf(count)
  return n === 0 || op === 'lte'
}

/** An event, a page or a feature was seen: so often, or with so many values of a property, ever or within a window. */
export const did: RuleKind<Did> = {
  schema: () => schema,
  compile,
  warn: (body) => [
    ...(body.count?.gte === 0 ? ['always holds: 0 are there from the start'] : []),
    ...[matchOf(body), body.since ?? {}].flatMap((match) =>
      warnOfMatch(match, holdsOfNothing(body) ? 'always holds' : 'never holds'),
    ),
  ],
  say: (body, { nameOf }) => {
    const match = matchOf(body)
    const window = sayWindow(body as WindowBody, nameOf)
    const has = isNone(body.count) && body.distinct === undefined ? 'has not' : 'has'
    return `${has} ${participleOf(match)} ${sayMatch(match, nameOf)}${sayHowOften(body)}${window}`
  },
}
