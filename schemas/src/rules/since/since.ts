import { z } from 'zod'
import { durationMs } from '../../duration.ts'
import { limits } from '../../limits.ts'
import { keepTimes } from '../did/keep.ts'
import {
  type EventMatch,
  eventMatchShape,
  namesOne,
  sayMatch,
  warnOfMatch,
} from '../event-match.ts'
import type { Facts } from '../facts.ts'
import { instantOf } from '../instant.ts'
import { lifecycleStates } from '../lifecycle.ts'
import type { NameOf } from '../name-of.ts'
import type { CompileContext, Evaluate, RuleKind } from '../rule-kind.ts'
import { joined, sayDuration } from '../say.ts'
import { between, never, verdict } from '../verdict.ts'
import { plusSpan, spanSchema } from './span.ts'

const schema = z
  .strictObject({
    ...eventMatchShape,
    first: z.literal(true).exactOptional(),
    lifecycle: z.enum(lifecycleStates).exactOptional(),
    trait: z.string().min(1).max(limits.nameLength).exactOptional(),
    of: z.enum(['person', 'account']).exactOptional(),
    gte: spanSchema.exactOptional(),
    lt: spanSchema.exactOptional(),
  })
  .refine(
    ({ event, page, feature, lifecycle, trait }) =>
      [event, page, feature, lifecycle, trait].filter((given) => given !== undefined).length === 1,
    'one of event, page, feature, lifecycle, trait',
  )
  .refine(
    (s) => s.gte !== undefined || s.lt !== undefined,
    'gte (at least), lt (less than) or both',
  )
  .refine(
    (s) => namesOne(s as EventMatch) || (s.where === undefined && s.first === undefined),
    '`where` and `first` are about an event, page or feature',
  )
  .refine((s) => s.of === undefined || s.trait !== undefined, '`of` is about a trait')

export type Since = z.infer<typeof schema>

/** When what is counted from began; NaN where it never did. */
type Anchor = (facts: Facts) => number

const eventAnchor = (body: Since, context: CompileContext): Anchor => {
  const read = keepTimes(body as EventMatch, 1, context)
  return (facts) => {
    const summary = read(facts)
    return (body.first ? summary?.first : summary?.times[0]) ?? Number.NaN
  }
}

/** The last time the state was entered, whether or not it has been left since. */
const lifecycleAnchor =
  (state: string): Anchor =>
  (facts) => {
    const { history } = facts.lifecycle()
    for (let i = history.length - 1; i >= 0; i--) {
      const [entered, at] = history[i] as readonly [string, number]
      if (entered === state) return at
    }
    return Number.NaN
  }

const anchorOf = (body: Since, context: CompileContext): Anchor => {
  const { lifecycle, trait } = body
  if (trait !== undefined)
    return (facts) => {
      const fact = facts.trait(trait)
      return body.verified && fact?.from !== 'server' ? Number.NaN : instantOf(fact?.value)
    }
  if (lifecycle === undefined) return eventAnchor(body, context)
  context.readsLifecycle()
  return lifecycleAnchor(lifecycle)
}

const compile = (body: Since, context: CompileContext): Evaluate => {
  if (body.of === 'person' && context.level === 'account')
    context.refuse('an account rule reads traits of the account', 'of')
  if (body.of === 'account' && context.level === 'person') {
    const rule = context.onAccount({ since: body }, 'of')
    return (facts) => verdict(facts.account(rule)?.is === true)
  }
  const anchor = anchorOf(body, context)
  const plus = plusSpan(context.calendar)
  const { gte, lt } = body
  return (facts) => {
    const at = anchor(facts)
    if (Number.isNaN(at)) return never
    return between(
      gte ? plus(at, gte) : at,
      lt ? plus(at, lt) : Number.POSITIVE_INFINITY,
      facts.now,
    )
  }
}

/** Working days have no fixed length, so only other spans can be compared. */
const isEmpty = (gte: string | undefined, lt: string | undefined): boolean => {
  const isPlain = (span: string | undefined) => span !== undefined && !span.endsWith('wd')
  return isPlain(gte) && isPlain(lt) && durationMs(gte ?? '') >= durationMs(lt ?? '')
}

const sayAnchor = (body: Since, nameOf: NameOf): string => {
  if (body.lifecycle) return `entered lifecycle state ${body.lifecycle}`
  if (body.trait) return `${body.of === 'account' ? "the account's " : ''}${body.trait} was`
  const verb = body.event === undefined ? (body.page === undefined ? 'used' : 'saw') : 'did'
  return `${body.first ? 'first' : 'last'} ${verb} ${sayMatch(body as EventMatch, nameOf)}`
}

/** So long ago: an event, the entry into a lifecycle state, the instant in a trait. "Day 10 of the trial." */
export const since: RuleKind<Since> = {
  schema: () => schema,
  compile,
  warn: (body) => [
    ...(isEmpty(body.gte, body.lt)
      ? [`never holds: at least ${body.gte} and less than ${body.lt} ago`]
      : []),
    ...warnOfMatch(body as EventMatch),
  ],
  say: (body, { nameOf }) => {
    const least = body.gte ? [`at least ${sayDuration(body.gte)}`] : []
    const less = body.lt ? [`less than ${sayDuration(body.lt)}`] : []
    return `${sayAnchor(body, nameOf)} ${joined([...least, ...less], 'and')} ago`
  },
}
