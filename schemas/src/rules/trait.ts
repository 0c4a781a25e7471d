import { z } from 'zod'
import { durationMs, durationSchema } from '../duration.ts'
import type { Json } from '../json.ts'
import { limits } from '../limits.ts'
import { type Condition, compileCondition, conditionShape, sayCondition } from './condition.ts'
import { instantOf } from './instant.ts'
import type { Evaluate, RuleKind } from './rule-kind.ts'
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

/** The value passes its tests; it is a date in (now − w, now]; it has been this value for so long. */
const compile = (body: Trait): Evaluate => {
  const tests = testsOf(body)
  const withinMs = body.within ? durationMs(body.within) : undefined
  const heldMs = body.for ? durationMs(body.for) : undefined
  return (facts) => {
    const found = facts.trait(body.name)
    const fact = body.verified && found?.from !== 'server' ? undefined : found
    for (const test of tests) if (!test(fact?.value)) return never
    const date = withinMs === undefined ? never : instantOf(fact?.value)
    const held = heldMs === undefined ? never : (fact?.since ?? facts.first) + heldMs
    const ends = withinMs === undefined ? always : date + withinMs
    return between(Math.max(date, held), ends, facts.now)
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
    return (facts) => verdict(facts.account(rule)?.is === true)
  },
  say: (body) => {
    const condition = pick(body)
    const parts = Object.keys(condition).length > 0 ? [sayCondition(condition)] : []
    if (body.before) parts.push(`is before ${body.before}`)
    if (body.after) parts.push(`is after ${body.after}`)
    if (body.within) parts.push(`is ${inTheLast(body.within)}`)
    const held = body.for ? ` for at least ${sayDuration(body.for)}` : ''
    const verified = body.verified ? ' (verified)' : ''
    return `${body.of === 'account' ? "the account's " : ''}${body.name} ${joined(parts, 'and')}${held}${verified}`
  },
}
