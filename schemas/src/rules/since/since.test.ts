import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationMs } from '../../duration.ts'
import { sayRule } from '../compile-rule.ts'
import type { Facts } from '../facts.ts'
import { type Rule, ruleSchema } from '../rule.ts'
import { compiled, expectExact, readRule } from '../testing/read-rule.ts'
import { isTrue, never } from '../verdict.ts'

const hourMs = 3_600_000
const start = Date.parse('2026-03-27T12:00:00Z')

const gte = fc.constantFrom('5h', '1d', '30h', '2d', undefined)
const lt = fc.constantFrom('20h', '2d', '3d', undefined)
const spans = fc.tuple(gte, lt).filter(([least, less]) => least !== undefined || less !== undefined)
const hours = fc.array(fc.integer({ min: -60, max: 0 }), { maxLength: 4 })

const ago = (
  began: number | undefined,
  now: number,
  [least, less]: readonly (string | undefined)[],
) =>
  began !== undefined &&
  now >= began &&
  (least === undefined || now - began >= durationMs(least)) &&
  (less === undefined || now - began < durationMs(less))

const body = ([least, less]: readonly (string | undefined)[]) => ({
  ...(least ? { gte: least } : {}),
  ...(less ? { lt: less } : {}),
})
const span = { from: start, to: start + 120 * hourMs, step: hourMs }

test('since the last or the first event of a kind, to the hour at which it turns', () => {
  fc.assert(
    fc.property(spans, hours, fc.boolean(), (within, list, isFirst) => {
      const times = list.map((h) => start + h * hourMs)
      const which = isFirst ? Math.min(...times) : Math.max(...times)
      const since = { event: 'A', ...body(within), ...(isFirst ? { first: true } : {}) }
      const says = readRule(
        { since },
        times.map((time) => ({ name: 'A', time })),
      )
      expectExact(says, (now) => ago(times.length > 0 ? which : undefined, now, within), span)
    }),
  )
})

test('since a lifecycle state was entered for the last time, even where it has been left', () => {
  fc.assert(
    fc.property(spans, hours, (within, list) => {
      const times = list.map((h) => start + h * hourMs).sort((a, b) => a - b)
      const history = times.flatMap((at) => [['trial', at] as const, ['churned', at + 1] as const])
      const lifecycle: Facts['lifecycle'] = () => ({ state: 'churned', since: 0, history })
      const says = readRule({ since: { lifecycle: 'trial', ...body(within) } }, [], {
        facts: { lifecycle },
      })
      expectExact(says, (now) => ago(times.at(-1), now, within), span)
    }),
  )
})

const withTrait = (value: string) => ({
  facts: {
    trait: (name: string) =>
      name === 'renewal' ? ({ value, since: 0, from: 'server' } as const) : undefined,
  },
})

test('since the date in a trait, which may lie ahead', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: -60, max: 60 }), (within, h) => {
      const at = start + h * hourMs
      const around = withTrait(new Date(at).toISOString())
      const says = readRule({ since: { trait: 'renewal', ...body(within) } }, [], around)
      expectExact(says, (now) => ago(at, now, within), span)
    }),
  )
})

test('a trait that holds no date is never so long ago', () => {
  for (const value of ['soon', '', '27.03.2026'])
    expect(readRule({ since: { trait: 'renewal', lt: '10d' } }, [], withTrait(value))(start)).toBe(
      never,
    )
})

test('working days are those of the project: five of them from a Friday evening end on the next Friday evening', () => {
  const calendar = { zone: 'Europe/Berlin', holidays: ['2026-04-03', '2026-04-06'] }
  const friday = { name: 'A', time: Date.parse('2026-03-27T17:00:00Z') }
  const says = (gteSpan: string, now: string): boolean =>
    isTrue(
      readRule({ since: { event: 'A', gte: gteSpan } }, [friday], { calendar })(Date.parse(now)),
    )
  expect(says('1wd', '2026-03-30T15:59:59Z')).toBe(false)
  expect(says('1wd', '2026-03-30T16:00:00Z')).toBe(true)
  expect(says('5wd', '2026-04-07T15:59:59Z')).toBe(false)
  expect(says('5wd', '2026-04-07T16:00:00Z')).toBe(true)
})

test.each([
  [{ gte: '10d' }, 'one of event, page, feature, lifecycle, trait'],
  [{ event: 'A', lifecycle: 'trial', gte: '10d' }, 'one of event, page, feature, lifecycle, trait'],
  [{ lifecycle: 'trial' }, 'gte (at least), lt (less than) or both'],
  [{ lifecycle: 'trail', gte: '1d' }, 'one of visitor'],
  [{ event: 'A', gte: '10 days' }, 'working days such as 5wd'],
  [{ event: 'A', gte: '100wd' }, 'working days such as 5wd (up to 99)'],
  [{ lifecycle: 'trial', first: true, gte: '1d' }, '`where` and `first` are about an event'],
  [{ event: 'A', of: 'account', gte: '1d' }, '`of` is about a trait'],
])('%j is refused', (since, message) => {
  const parsed = ruleSchema.safeParse({ since })
  expect(parsed.error?.issues.map((issue) => issue.message).join('; ')).toContain(message)
})

test("an account rule has no person's traits to count from", () => {
  const rule = { since: { trait: 'renewal', of: 'person', gte: '1d' } }
  expect(() => compiled(rule, { level: 'account' })).toThrow(
    'rule.since.of: an account rule reads traits of the account',
  )
})

test.each([
  [{ lifecycle: 'trial', gte: '10d' }, 'entered lifecycle state trial at least 10 days ago'],
  [
    { event: 'Login', gte: '3wd', lt: '2w' },
    'last did “Login” at least 3 working days and less than 2 weeks ago',
  ],
  [{ page: '/pricing', first: true, lt: '1h' }, 'first saw page “/pricing” less than 1 hour ago'],
  [{ trait: 'renewal', of: 'account', gte: '1d' }, "the account's renewal was at least 1 day ago"],
])('%j reads: %s', (since, sentence) => {
  expect(sayRule({ since } as Rule)).toBe(sentence)
})
