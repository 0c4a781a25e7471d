import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationMs } from '../duration.ts'
import { sayRule } from './compile-rule.ts'
import type { Facts } from './facts.ts'
import type { Rule } from './rule.ts'
import { compiled, expectExact, readRule } from './testing/read-rule.ts'
import { isTrue } from './verdict.ts'

const hourMs = 3_600_000
const start = Date.parse('2026-03-27T12:00:00Z')
const span = { from: start, to: start + 100 * hourMs, step: hourMs }
const option = fc.constantFrom('10h', '1d', '50h', undefined)
const hours = fc.option(fc.integer({ min: -40, max: 0 }), { nil: undefined })

const spansOf = (within: string | undefined, held: string | undefined) => ({
  ...(within ? { within } : {}),
  ...(held ? { for: held } : {}),
})
const holds = (
  since: number | undefined,
  now: number,
  spans: ReturnType<typeof spansOf>,
): boolean =>
  since !== undefined &&
  (spans.within === undefined || since > now - durationMs(spans.within)) &&
  (spans.for === undefined || since + durationMs(spans.for) <= now)

test.each(['milestone', 'pql', 'segment'] as const)(
  'a %s lately, or for so long, turns to the hour',
  (kind) => {
    fc.assert(
      fc.property(option, option, hours, (within, held, h) => {
        const spans = spansOf(within, held)
        const since = h === undefined ? undefined : start + h * hourMs
        const facts = { [kind]: () => (since === undefined ? undefined : { since }) }
        const says = readRule({ [kind]: { id: 'x', ...spans } }, [], { facts })
        expectExact(says, (now) => holds(since, now, spans), span)
      }),
    )
  },
)

test('a lifecycle state entered lately, held for so long, turns to the hour', () => {
  fc.assert(
    fc.property(option, option, fc.integer({ min: -40, max: 0 }), (within, held, h) => {
      const spans = spansOf(within, held)
      const since = start + h * hourMs
      const lifecycle: Facts['lifecycle'] = () => ({ state: 'trial', since, history: [] })
      const says = readRule({ lifecycle: { is: 'trial', ...spans } }, [], { facts: { lifecycle } })
      expectExact(says, (now) => holds(since, now, spans), span)
    }),
  )
})

test('a lifecycle state is told from others, and from where it was entered', () => {
  const facts = {
    lifecycle: () => ({ state: 'active', since: 0, from: 'churned', history: [] }),
  }
  const says = (lifecycle: object): boolean => isTrue(readRule({ lifecycle }, [], { facts })(start))
  expect(says({ in: ['customer', 'active'] })).toBe(true)
  expect(says({ is: 'customer' })).toBe(false)
  expect(says({ is: 'active', from: 'churned' })).toBe(true)
  expect(says({ is: 'active', from: 'customer' })).toBe(false)
})

test('what does not exist is refused, and so is what is of the wrong level', () => {
  expect(() => compiled({ segment: { id: 'nowhere' } }, { levelOf: () => undefined })).toThrow(
    'rule.segment.id: there is no segment "nowhere"',
  )
  expect(() => compiled({ all: [{ milestone: { id: 'm' } }] }, { level: 'account' })).toThrow(
    'rule.all[0].milestone.id: milestone m is about people; an account rule reads it through `members`',
  )
})

test.each<readonly [rule: Rule, sentence: string]>([
  [{ milestone: { id: 'm', within: '14d' } }, 'has reached milestone “m” in the last 14 days'],
  [{ milestone: { id: 'm', for: '1d' } }, 'has reached milestone “m” at least 1 day ago'],
  [{ not: { segment: { id: 's' } } }, 'is not in segment “s”'],
  [{ segment: { id: 's', for: '3d' } }, 'has been in segment “s” for at least 3 days'],
  [{ pql: { id: 'p', within: '7d' } }, 'has been PQL “p” for less than 7 days'],
  [{ lifecycle: { in: ['customer', 'active'] } }, 'is in lifecycle state customer or active'],
  [
    { lifecycle: { is: 'active', from: 'churned', for: '1d' } },
    'has been in lifecycle state active for at least 1 day, coming from churned',
  ],
  [{ account: { lifecycle: { is: 'trial' } } }, 'the account is in lifecycle state trial'],
  [{ account: { trait: { name: 'seats', gte: 5 } } }, "the account's seats is at least 5"],
])('%j reads: %s', (rule, sentence) => {
  expect(sayRule(rule)).toBe(sentence)
})
