import { z } from 'zod'
import { contentHash } from '../content-hash.ts'
import { durationMs, durationSchema } from '../duration.ts'
import type { Json } from '../json.ts'
import { limits } from '../limits.ts'
import {
  type Condition,
  compileCondition,
  conditionShape,
  sayCondition,
  warnOfCondition,
} from './condition.ts'
import { type Facts, fromTheStart, type TraitFact } from './facts.ts'
import { instantOf } from './instant.ts'
import type { CompileContext, Evaluate, RuleKind } from './rule-kind.ts'
import { inTheLast, joined, sayDuration } from './say.ts'
import { always, between, never, verdict } from './verdict.ts'

const instant = z.iso.datetime({ offset: true }).or(z.iso.date())

const own = {
  name: z.string().min(1).max(limits.nameLength),
  of: z.enum(['person', 'account']).exactOptional(),
  before: instant.exactOptional(),
  after: instant.exactOptional(),
  within: durationSchema.exactOptional(),
  for: durationSchema.exactOptional(),
  verified: z.boolean().exactOptional(),
}

const testKeys = [...Object.keys(conditionShape), 'before', 'after', 'within']

const schema = z
  .strictObject({ ...own, ...conditionShape })
  .refine((t) => testKeys.some((key) => key in t), `one of ${testKeys.join(', ')}`)

export type Trait = z.infer<typeof schema>

const pick = (body: Trait): Condition =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key in conditionShape)) as Condition

type Test = (value: Json | undefined) => boolean

/** What the value has to be, whatever time it is. */
const testsOf = (body: Trait): readonly Test[] => {
  const condition = pick(body)
  const tests: Test[] = Object.keys(condition).length > 0 ? [compileCondition(condition)] : []
  const { before, after } = body
  if (before) tests.push((value) => instantOf(value) < Date.parse(before))
  if (after) tests.push((value) => instantOf(value) > Date.parse(after))
  return tests
}

const factOf = ({ name, verified }: Trait, facts: Facts): TraitFact | undefined => {
  const fact = facts.trait(name)
  return verified && fact?.from !== 'server' ? undefined : fact
}

/** Since when the value that passes the tests has been there; `undefined` where it does not pass. */
const sinceWhen = (body: Trait): ((facts: Facts) => number | undefined) => {
  const tests = testsOf(body)
  return (facts) => {
    const fact = factOf(body, facts)
    for (const test of tests) if (!test(fact?.value)) return undefined
    return fact?.since ?? fromTheStart
  }
}

/** What of the trait is asked for, whatever the time. */
const conditionOf = ({ for: _for, within: _within, ...condition }: Trait) => condition

/** The value has passed its tests for so long, and it is a date in (now − w, now]. */
const compile = (body: Trait, context: CompileContext): Evaluate => {
  const since = sinceWhen(body)
  const heldSince = body.for
    ? context.hold({
        hash: contentHash([conditionOf(body), context.level]),
        level: context.level,
        since,
      })
    : since
  const forMs = body.for ? durationMs(body.for) : never
  const withinMs = body.within ? durationMs(body.within) : undefined
  return (facts) => {
    const held = heldSince(facts)
    if (held === undefined) return never
    if (withinMs === undefined) return between(held + forMs, always, facts.now)
    const date = instantOf(factOf(body, facts)?.value)
    return between(Math.max(held + forMs, date), date + withinMs, facts.now)
  }
}

/** `$known`, which nobody sends, in words; `undefined` where that is not all that is asked. */
const sayKnown = (body: Trait): string | undefined => {
  if (body.name !== '$known' || body.before || body.after || body.within) return undefined
  const holds = compileCondition(pick(body))
  if (holds(true) === holds(undefined)) return undefined
  if (body.of === 'account')
    return holds(true) ? 'the account is known' : 'the account is not known'
  return holds(true) ? 'has been identified' : 'has not been identified'
}

/** A trait of the person or of the account. */
export const trait: RuleKind<Trait> = {
  schema: () => schema,
  compile: (body, context) => {
    if (body.of === 'person' && context.level === 'account') {
      context.refuse(
        'an account rule reads traits of the account; use `members` for those of people',
        'of',
      )
    }
    if (body.of !== 'account' || context.level === 'account') return compile(body, context)
    const rule = context.onAccount({ trait: body }, 'of')
    return (facts) => verdict(facts.account(rule)?.is === true)
  },
  warn: (body) => warnOfCondition(pick(body), body.name),
  say: (body) => {
    const condition = pick(body)
    const parts = Object.keys(condition).length > 0 ? [sayCondition(condition)] : []
    if (body.before) parts.push(`is before ${body.before}`)
    if (body.after) parts.push(`is after ${body.after}`)
    if (body.within) parts.push(`is ${inTheLast(body.within)}`)
    const held = body.for ? ` for at least ${sayDuration(body.for)}` : ''
    const verified = body.verified ? ' (verified)' : ''
    const owned = `${body.of === 'account' ? "the account's " : ''}${body.name}`
    return `${sayKnown(body) ?? `${owned} ${joined(parts, 'and')}`}${held}${verified}`
  },
}
