import { z } from 'zod'
import { durationMs, durationSchema } from '../duration.ts'
import { limits } from '../limits.ts'
import { type Condition, compileCondition, conditionShape, sayCondition } from './condition.ts'
import type { TraitFact } from './facts.ts'
import type { Evaluate, RuleKind } from './rule-kind.ts'
import { always, both, never, type Verdict, verdict } from './verdict.ts'

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

const tests = [...Object.keys(conditionShape), 'before', 'after', 'within']

const schema = z
  .strictObject({ ...own, ...conditionShape })
  .refine((t) => tests.some((key) => key in t), `one of ${tests.join(', ')}`)

export type Trait = z.infer<typeof schema>

const pick = (body: Trait): Condition =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key in conditionShape)) as Condition

/** As far as a `Date` goes, either way. */
const furthestMs = 8.64e15

/**
 * A trait that holds an instant: ISO 8601 text, or a number of ms (s before the year 2286 are not guessed at). Whole ms: it
 * becomes a deadline and so a clock. What is no date is no instant, NaN.
 */
const instantOf = (fact: TraitFact | undefined): number => {
  if (typeof fact?.value === 'number')
    return Math.abs(fact.value) <= furthestMs ? Math.floor(fact.value) : Number.NaN
  return typeof fact?.value === 'string' ? Date.parse(fact.value) : Number.NaN
}

/** The instant lies in (now − w, now]: true from the instant on, for as long as the window. */
const insideWindow = (at: number, windowMs: number, now: number): Verdict => {
  if (Number.isNaN(at)) return never
  if (at > now) return verdict(false, at)
  return at > now - windowMs ? verdict(true, at + windowMs) : never
}

const checks = (
  body: Trait,
): readonly ((fact: TraitFact | undefined, now: number) => Verdict)[] => {
  const condition = pick(body)
  const list: ((fact: TraitFact | undefined, now: number) => Verdict)[] = []
  if (Object.keys(condition).length > 0) {
    const test = compileCondition(condition)
    list.push((fact) => (test(fact?.value) ? always : never))
  }
  const { before, after, within } = body
  if (before) list.push((fact) => (instantOf(fact) < Date.parse(before) ? always : never))
  if (after) list.push((fact) => (instantOf(fact) > Date.parse(after) ? always : never))
  if (within) {
    const windowMs = durationMs(within)
    list.push((fact, now) => insideWindow(instantOf(fact), windowMs, now))
  }
  return list
}

const compile = (body: Trait): Evaluate => {
  const list = checks(body)
  const heldMs = body.for ? durationMs(body.for) : 0
  return (facts) => {
    const found = facts.trait(body.name)
    const fact = body.verified && found?.from !== 'server' ? undefined : found
    let result: Verdict = always
    for (const check of list) result = both(result, check(fact, facts.now))
    if (heldMs === 0) return result
    const heldAt = (fact?.since ?? facts.first) + heldMs
    return heldAt <= facts.now ? result : both(result, verdict(false, heldAt))
  }
}

/** A trait of the person or of the account. */
export const trait: RuleKind<Trait> = {
  schema: () => schema as unknown as z.ZodType<Trait>,
  compile: (body, context) => {
    if (body.of === 'person' && context.level === 'account') {
      context.refuse(
        'an account rule reads traits of the account; use `members` for those of people',
        'of',
      )
    }
    if (body.of !== 'account' || context.level === 'account') return compile(body)
    const rule = context.onAccount({ trait: body }, 'of')
    return (facts) => (facts.account(rule)?.is ? always : never)
  },
  say: (body) => {
    const parts = Object.keys(pick(body)).length > 0 ? [sayCondition(pick(body))] : []
    if (body.before) parts.push(`is before ${body.before}`)
    if (body.after) parts.push(`is after ${body.after}`)
    if (body.within) parts.push(`is within the last ${body.within}`)
    if (body.for) parts.push(`for ${body.for}`)
    return `${body.of === 'account' ? "the account's " : ''}${body.name} ${parts.join(' and ')}${body.verified ? ' (verified)' : ''}`
  },
}
