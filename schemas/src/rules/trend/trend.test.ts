import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../calendar.ts'
import { sayRule } from '../compile-rule.ts'
import { ruleSchema } from '../rule.ts'
import { type Done, expectExact, readRule } from '../testing/read-rule.ts'
import { isTrue, until } from '../verdict.ts'

const hour = 3_600_000
const day = 24 * hour
const monday = Date.UTC(2026, 2, 2)

/** So many logins on each day from the Monday on. */
const daily = (...counts: readonly number[]): readonly Done[] =>
  counts.flatMap((n, on) =>
    Array.from({ length: n }, (_, i) => ({ name: 'Login', time: monday + on * day + i * hour })),
  )

const trend = (body: object) => ({ trend: { event: 'Login', last: 3, ...body } })
const holds = (body: object, history: readonly Done[], on: number): boolean =>
  isTrue(readRule(trend(body), history)(monday + on * day + 9 * hour))

describe('a trend', () => {
  test('compares the last whole days with as many before them; today does not count yet', () => {
    const history = daily(4, 4, 4, 2, 2, 2, 9)
    expect(holds({ drop: '50%' }, history, 6)).toBe(true)
    expect(holds({ drop: '51%' }, history, 6)).toBe(false)
    expect(holds({ drop: '50%' }, history, 7)).toBe(false)
    expect(holds({ rise: '30%' }, history, 7)).toBe(true)
    expect(holds({ rise: '31%' }, history, 7)).toBe(false)
  })

  test('needs a past of its own: who has just begun has not risen, and who did little has not dropped', () => {
    expect(holds({ rise: '1%' }, daily(0, 0, 0, 5, 5, 5), 6)).toBe(false)
    expect(holds({ drop: '50%' }, daily(1, 0, 0), 6)).toBe(true)
    expect(holds({ drop: '50%', 'at-least': 2 }, daily(1, 0, 0), 6)).toBe(false)
  })

  test('is looked at again at midnight, and by nobody once both spans are empty', () => {
    const says = readRule(trend({ drop: '50%' }), daily(2))
    expect(until(says(monday + 5 * day + hour))).toBe(monday + 6 * day)
    expect(isTrue(says(monday + 5 * day))).toBe(true)
    expect(isTrue(says(monday + 6 * day))).toBe(true)
    expect(isTrue(says(monday + 7 * day))).toBe(false)
    expect(until(says(monday + 7 * day))).toBe(Number.POSITIVE_INFINITY)
  })

  test('never differs before its verdict ends, in a zone whose clocks change, too', () => {
    const someDay = fc.array(fc.nat(5), { minLength: 1, maxLength: 30 })
    const body = fc.constantFrom(
      { drop: '40%' },
      { rise: '25%' },
      { rise: '25%', 'at-least': 5 },
      { drop: '30%', on: 'week', last: 2 },
    )
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland')
    fc.assert(
      fc.property(someDay, body, zone, (counts, given, where) => {
        const around = { calendar: createCalendar({ zone: where, workingDays: [], holidays: [] }) }
        const says = readRule(trend(given), daily(...counts), around)
        for (let now = monday; now < monday + 60 * day; now += 5 * hour) {
          const said = says(now)
          const later = Math.min(until(said) - 1, now + 20 * day)
          expect(isTrue(says(later))).toBe(isTrue(said))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('is the plain comparison of two counts', () => {
    const counts = [3, 5, 2, 0, 1, 4, 4, 0, 0, 6]
    const truth = (now: number): boolean => {
      const today = Math.floor((now - monday) / day)
      const sum = (from: number): number =>
        counts.reduce((all, n, on) => (on >= from && on < from + 3 ? all + n : all), 0)
      const earlier = sum(today - 6)
      return earlier > 0 && sum(today - 3) <= earlier * 0.5
    }
    const says = readRule(trend({ drop: '50%' }), daily(...counts))
    for (let now = monday; now < monday + 25 * day; now += 7 * hour)
      expect([now, isTrue(says(now))]).toEqual([now, truth(now)])
    expectExact(says, truth, { from: monday + 20 * day, to: monday + 25 * day, step: hour })
  })

  test('is said in English', () => {
    const said = (body: object) => sayRule(ruleSchema.parse(trend(body)))
    expect(said({ drop: '30%' })).toBe(
      'has done “Login” at least 30% less often in the last 3 whole days than in the 3 before',
    )
    expect(said({ rise: '60%', on: 'week', last: 1, 'at-least': 10 })).toBe(
      'has done “Login” at least 60% more often in the last whole week than in the one before (with at least 10 there)',
    )
  })

  test.each([
    [{}, 'one of drop, rise'],
    [{ drop: '30%', rise: '30%' }, 'one of drop, rise'],
    [{ drop: '130%' }, 'a share such as 30%'],
    [{ drop: '30%', last: 50 }, 'at most 49'],
    [{ drop: '30%', page: '/' }, 'one of event, page, feature'],
  ])('%j is refused: %s', (body, message) => {
    const parsed = ruleSchema.safeParse(trend(body))
    expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message)
  })
})
