import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationMs } from '../../duration.ts'
import { sayRule } from '../compile-rule.ts'
import { type Rule, ruleSchema } from '../rule.ts'
import { expectMonoid } from '../testing/expect-monoid.ts'
import { compiled, type Done, eventOf, expectExact, readRule } from '../testing/read-rule.ts'
import { isTrue } from '../verdict.ts'

const minuteMs = 60_000

const steps = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 2, maxLength: 4 })
const sequence = fc
  .record({
    steps,
    within: fc.constantFrom('5m', '20m', '1h'),
    same: fc.boolean(),
    without: fc.constantFrom(undefined, 'X', 'B'),
  })
  .map((s) => ({
    steps: s.steps.map((event) => ({ did: { event } })),
    within: s.within,
    ...(s.same ? { same: 'cart' } : {}),
    ...(s.without ? { 'nothing-between': [s.without] } : {}),
  }))
type Body = typeof sequence extends fc.Arbitrary<infer T> ? T : never

const happened = fc.record({
  name: fc.constantFrom('A', 'B', 'C', 'X'),
  minute: fc.integer({ min: -40, max: 0 }),
  cart: fc.constantFrom(1, 2, undefined),
})

type Run = readonly Done[]

const cartOf = (body: Body, e: Done | undefined): unknown =>
  body.same ? e?.properties?.cart : 'any'

/** Every way to choose the steps from the history, each later than the one before. */
const choices = (body: Body, history: readonly Done[]): readonly Run[] =>
  body.steps.reduce<readonly Run[]>(
    (runs, { did }) =>
      runs.flatMap((run) => {
        const later = history.slice(history.indexOf(run.at(-1) as Done) + 1)
        return later.filter((e) => e.name === did.event).map((e) => [...run, e])
      }),
    [[]],
  )

const isPure = (body: Body, history: readonly Done[], run: Run): boolean => {
  const cart = cartOf(body, run[0])
  if (cart === undefined || run.some((e) => cartOf(body, e) !== cart)) return false
  const inside = history.slice(
    history.indexOf(run[0] as Done) + 1,
    history.indexOf(run.at(-1) as Done),
  )
  const without: readonly string[] = body['nothing-between'] ?? []
  return !inside.some(
    (e) => without.includes(e.name) && cartOf(body, e) === cart && !run.includes(e),
  )
}

test('a sequence holds exactly while some run through all its steps lies in its window', () => {
  fc.assert(
    fc.property(sequence, fc.array(happened, { maxLength: 12 }), (body, list) => {
      const history = list
        .map(({ name, minute, cart }, order): Done => {
          const properties = cart === undefined ? {} : { cart }
          return { name, time: minute * minuteMs, order, properties }
        })
        .sort((a, b) => a.time - b.time || (a.order ?? 0) - (b.order ?? 0))
      const runs = choices(body, history).filter((run) => isPure(body, history, run))
      const isRun = (now: number): boolean =>
        runs.some((run) =>
          run.every((e) => e.time > now - durationMs(body.within) && e.time <= now),
        )
      expectExact(readRule({ sequence: body }, history), isRun, {
        from: 0,
        to: 70 * minuteMs,
        step: minuteMs,
      })
    }),
    { numRuns: 500 },
  )
})

const event = happened.chain(({ name, minute, cart }) =>
  fc
    .integer({ min: 0, max: 2 })
    .map((order) =>
      eventOf({ name, time: minute, order, properties: cart === undefined ? {} : { cart } }),
    ),
)

test.each([{}, { same: 'cart' }, { 'nothing-between': ['X', 'B'] }])(
  'what is kept for a sequence does not depend on the order in which events arrive: %j',
  (more) => {
    const body = {
      steps: [{ did: { event: 'A' } }, { did: { event: 'B' } }],
      within: '1h',
      ...more,
    }
    const { leaves } = compiled({ sequence: body })
    expect(leaves.size).toBe(1)
    for (const leaf of leaves.values()) expectMonoid(leaf, event)
  },
)

const twoSteps = { steps: [{ did: { event: 'A' } }, { did: { event: 'B' } }], within: '1h' }
const at = (name: string, time: number, order = 0): Done => ({ name, time, order })
const says = (history: readonly Done[], now = 100): boolean =>
  isTrue(readRule({ sequence: twoSteps }, history)(now))

test('of two events of one instant the one that came first in the log came first', () => {
  expect(says([at('A', 5, 1), at('B', 5, 2)])).toBe(true)
  expect(says([at('A', 5, 2), at('B', 5, 1)])).toBe(false)
})

test('a step that arrives late still takes its place', () => {
  expect(says([at('B', 9), at('A', 5)])).toBe(true)
  expect(says([at('B', 5), at('A', 9)])).toBe(false)
})

test('the newest 64 events of its steps are seen, and the law of merging holds at that bound', () => {
  const many = Array.from({ length: 63 }, (_, i) => at('B', 10 + i))
  expect(says([at('A', 5), ...many])).toBe(true)
  expect(says([at('A', 5), ...many, at('B', 90)])).toBe(false)
  const [leaf] = compiled({ sequence: twoSteps }).leaves.values()
  if (!leaf) throw new Error('no leaf')
  const busy = fc.record({ name: fc.constantFrom('A', 'B'), time: fc.nat(50) }).map(eventOf)
  const lists = fc.array(fc.array(busy, { minLength: 20, maxLength: 60 }), {
    minLength: 3,
    maxLength: 3,
  })
  const sum = (events: readonly ReturnType<typeof eventOf>[]) =>
    events.reduce<ReturnType<typeof leaf.observe>>((s, e) => leaf.observe(s, e), undefined)
  fc.assert(
    fc.property(lists, (parts) => {
      const whole = sum(parts.flat())
      const sums = parts.map(sum).filter((s) => s !== undefined)
      expect(sums.reduce((a, b) => leaf.merge(a, b))).toEqual(whole)
      expect(sums.toReversed().reduce((a, b) => leaf.merge(b, a))).toEqual(whole)
    }),
    { numRuns: 60 },
  )
})

test('an event that could be two steps is one of them', () => {
  const rule = {
    sequence: { ...twoSteps, steps: [{ did: { event: 'A' } }, { did: { event: 'A' } }] },
  }
  expect(isTrue(readRule(rule, [at('A', 5)])(10))).toBe(false)
  expect(isTrue(readRule(rule, [at('A', 5), at('A', 6)])(10))).toBe(true)
})

test.each([
  [{ steps: [{ did: { event: 'A' } }], within: '1d' }, /steps: at least 2 entries/],
  [{ steps: twoSteps.steps }, /within: is missing: a duration such as/],
  [
    { ...twoSteps, steps: [{ did: { event: 'A', count: { gte: 2 } } }, { did: { event: 'B' } }] },
    /steps.0.did.count: no such field; there are event, page, feature, where, verified/,
  ],
  [{ ...twoSteps, steps: [{ trait: { name: 'a' } }, { did: { event: 'B' } }] }, /steps.0.did: /],
])('%j is refused', (body, message) => {
  const parsed = ruleSchema.safeParse({ sequence: body })
  const said = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  expect(said?.join('; ')).toMatch(message)
})

test('a feature that does not exist is named with its step', () => {
  const steps = [{ did: { event: 'A' } }, { did: { feature: 'nowhere' } }]
  expect(() => compiled({ sequence: { steps, within: '1d' } })).toThrow(
    'there is no feature "nowhere"',
  )
})

test('a sequence reads as a sentence', () => {
  const rule: Rule = {
    sequence: {
      steps: [{ did: { event: 'Cart Filled' } }, { did: { page: '/checkout' } }],
      within: '1d',
      same: 'cart_id',
      'nothing-between': ['Order Completed', { feature: 'support' }],
    },
  }
  expect(sayRule({ not: rule })).toBe(
    'has not done “Cart Filled”, then seen page “/checkout” in the last day, with the same cart_id, without “Order Completed” or feature “support” in between',
  )
})
