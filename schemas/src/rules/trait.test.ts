import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationMs } from '../duration.ts'
import { sayRule } from './compile-rule.ts'
import type { Facts, TraitFact } from './facts.ts'
import type { Rule } from './rule.ts'
import { compiled, expectExact, readRule } from './testing/read-rule.ts'
import { isTrue } from './verdict.ts'

const hourMs = 3_600_000
const start = Date.parse('2026-03-27T12:00:00Z')
const span = { from: start, to: start + 100 * hourMs, step: hourMs }

const knowing = (fact: Partial<TraitFact> | undefined): { facts: Partial<Facts> } => ({
  facts: {
    first: start - 10 * hourMs,
    trait: () => fact && { value: 'x', since: start, from: 'server', ...fact },
  },
})

test('a date within the last days, and a value held for so long, turn to the hour', () => {
  const option = fc.constantFrom('10h', '1d', '50h', undefined)
  const hours = fc.integer({ min: -40, max: 40 })
  fc.assert(
    fc.property(option, option, fc.tuple(hours, hours), (within, held, [dateIn, saidIn]) => {
      const at = start + dateIn * hourMs
      const since = start + Math.min(saidIn, 0) * hourMs
      const trait = {
        name: 'renewal',
        exists: true,
        ...(within ? { within } : {}),
        ...(held ? { for: held } : {}),
      }
      const truth = (now: number): boolean =>
        (within === undefined || (at <= now && at > now - durationMs(within))) &&
        (held === undefined || now >= since + durationMs(held))
      const says = readRule({ trait }, [], knowing({ value: new Date(at).toISOString(), since }))
      expectExact(says, truth, span)
    }),
  )
})

test('what was never said has been missing since the subject was first seen', () => {
  const says = readRule(
    { trait: { name: 'plan', exists: false, for: '1d' } },
    [],
    knowing(undefined),
  )
  expect(isTrue(says(start + 14 * hourMs - 1))).toBe(false)
  expect(isTrue(says(start + 14 * hourMs))).toBe(true)
})

test('before and after an instant; a value that is none is neither', () => {
  const says = (value: string | number, test: object): boolean =>
    isTrue(readRule({ trait: { name: 't', ...test } }, [], knowing({ value }))(start))
  expect(says('2026-03-01', { before: '2026-03-02' })).toBe(true)
  expect(says('2026-03-02', { before: '2026-03-02' })).toBe(false)
  expect(says('2026-03-02T00:00:01Z', { after: '2026-03-02' })).toBe(true)
  expect(says(Date.parse('2026-03-02T00:00:01Z'), { after: '2026-03-02T00:00:00Z' })).toBe(true)
  for (const value of ['soon', '2.3.2026'])
    expect([says(value, { before: '2030-01-01' }), says(value, { after: '2000-01-01' })]).toEqual([
      false,
      false,
    ])
})

test('only what a server said, where the rule asks for it', () => {
  const rule = { trait: { name: 'plan', eq: 'pro', verified: true } }
  const says = (from: TraitFact['from']): boolean =>
    isTrue(readRule(rule, [], knowing({ value: 'pro', from }))(start))
  expect([says('server'), says('browser')]).toEqual([true, false])
})

test('a trait of the account is asked there', () => {
  const rule = { trait: { name: 'seats', of: 'account', gte: 5 } }
  const heard = readRule(rule, [], {
    facts: {
      account: (asked) => (asked === JSON.stringify(rule) ? { is: true, since: 0 } : undefined),
    },
  })
  expect(isTrue(heard(start))).toBe(true)
  expect(isTrue(readRule(rule, [])(start))).toBe(false)
})

test('an account rule reads no traits of people', () => {
  const rule = { trait: { name: 'role', of: 'person', exists: true } }
  expect(() => compiled(rule, { level: 'account' })).toThrow(
    'rule.trait.of: an account rule reads traits of the account; use `members` for those of people',
  )
})

test.each([
  [{ name: 'employees', gte: 20, lt: 500 }, 'employees is at least 20 and is below 500'],
  [
    { name: 'plan', of: 'account', eq: 'trial', for: '3d' },
    "the account's plan is trial for at least 3 days",
  ],
  [{ name: 'renewal', within: '7d', verified: true }, 'renewal is in the last 7 days (verified)'],
  [{ name: 'renewal', after: '2026-01-01' }, 'renewal is after 2026-01-01'],
])('%j reads: %s', (trait, sentence) => {
  expect(sayRule({ trait } as Rule)).toBe(sentence)
})

test('whether somebody is known is said in words, not by the name that it has inside', () => {
  const say = (test: object): string => sayRule({ trait: { name: '$known', ...test } } as Rule)
  expect(say({ eq: true })).toBe('has been identified')
  expect(say({ exists: false, for: '1d' })).toBe('has not been identified for at least 1 day')
  expect(say({ of: 'account', eq: true })).toBe('the account is known')
})
