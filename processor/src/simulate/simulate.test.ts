import { type Definition, parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { compileProgram } from '../program/compile-program.ts'
import { deliveryAt } from './delivery-under-test.ts'
import type { Delivery, Happening } from './happening.ts'
import { endOf, simulate } from './simulate.ts'
import type { Tally } from './tally.ts'

const second = 1000
const day = 86_400_000
const start = Date.parse('2026-03-02T09:00:00Z')

const programOf = (...documents: unknown[]) =>
  compileProgram(
    'test',
    1,
    documents.map((document) => {
      const parsed = parseDefinition(document)
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
      return { version: 1, definition: parsed.definition as Definition }
    }),
  )

const segment = (id: string, rule: object, level = 'person') => ({
  kind: 'segment',
  id,
  level,
  rule,
})

const live = (
  program: ReturnType<typeof programOf>,
  deliveries: readonly Delivery[],
  until?: number,
): { readonly happenings: readonly Happening[]; readonly tally: Tally } => {
  const simulation = simulate(program, deliveries, until === undefined ? {} : { until })
  const happenings: Happening[] = []
  for (;;) {
    const { value, done } = simulation.next()
    if (done) return { happenings, tally: value }
    happenings.push(...value)
  }
}

/** Entries into segments and leaving them: when after the start, in s. */
const flipsIn = (happenings: readonly Happening[]) =>
  happenings.flatMap(({ at, subject, transition }) =>
    transition.t === 'segment'
      ? [`${(at - start) / second} ${subject} ${transition.id} ${transition.is ? 'in' : 'out'}`]
      : [],
  )

const login = (userId: string, after: number, more: object = {}) =>
  deliveryAt(start + after * second, [{ userId, event: 'Login', ...more }])

test('what falls due at an instant happens before what is received at it', () => {
  const program = programOf(segment('silent', { not: { did: { event: 'Login', within: '10s' } } }))
  const { happenings } = live(program, [login('ann', 0), login('ann', 10)], start + 15 * second)
  expect(flipsIn(happenings)).toEqual(['10 test/u/ann silent in', '10 test/u/ann silent out'])
})

test('what one subject owes another is there at the same instant, and what falls due there in time', () => {
  const program = programOf(
    segment('here', { did: { event: 'Login', within: '10s' } }),
    segment(
      'crowded',
      { members: { where: { segment: { id: 'here' } }, count: { gte: 2 } } },
      'account',
    ),
    segment('in-a-crowd', { account: { segment: { id: 'crowded', for: '4s' } } }),
  )
  const acme = { context: { groupId: 'acme' } }
  const { happenings } = live(program, [login('bob', 3, acme), login('ann', 0, acme)])
  expect(flipsIn(happenings)).toEqual([
    '0 test/u/ann here in',
    '3 test/u/bob here in',
    '3 test/g/acme crowded in',
    '7 test/u/ann in-a-crowd in',
    '7 test/u/bob in-a-crowd in',
    '10 test/u/ann here out',
    '10 test/g/acme crowded out',
    '10 test/u/ann in-a-crowd out',
    '10 test/u/bob in-a-crowd out',
    '13 test/u/bob here out',
  ])
})

test('it goes on for 90 days after the last record, or until it is told to end', () => {
  const program = programOf(
    segment('soon', { since: { event: 'Login', gte: '90d' } }),
    segment('late', { since: { event: 'Login', gte: '91d' } }),
  )
  const { happenings, tally } = live(program, [login('ann', 0)])
  expect(flipsIn(happenings)).toEqual([`${(90 * day) / second} test/u/ann soon in`])
  expect(tally.until).toBe(start + 90 * day)
  expect(endOf([login('ann', 5), login('bob', 0)])).toBe(start + 5 * second + 90 * day)
  const cut = live(program, [login('ann', 0), login('bob', 20)], start + 10 * second)
  expect(cut.tally).toMatchObject({ records: 1, people: 1 })
})

test('a message id counts once within seven days, and is new after them', () => {
  const program = programOf(segment('thrice', { did: { event: 'Login', count: { gte: 3 } } }))
  const again = (after: number) => login('ann', after, { messageId: 'the-same' })
  const week = (7 * day) / second
  const within = live(program, [again(0), again(5), again(week - 1)])
  expect([flipsIn(within.happenings), within.tally.events]).toEqual([[], 1])
  const after = live(program, [again(0), again(week), again(2 * week)])
  expect(flipsIn(after.happenings)).toEqual([`${2 * week} test/u/ann thrice in`])
})

test('somebody who becomes known is one person', () => {
  const program = programOf(segment('twice', { did: { event: 'Login', count: { gte: 2 } } }))
  const { happenings, tally } = live(program, [
    deliveryAt(start, [{ anonymousId: 'b1', event: 'Login' }]),
    login('ann', 5, { anonymousId: 'b1' }),
  ])
  expect(flipsIn(happenings)).toEqual(['5 test/u/ann twice in'])
  expect(tally).toMatchObject({ people: 1, visitors: 0, events: 2 })
})
