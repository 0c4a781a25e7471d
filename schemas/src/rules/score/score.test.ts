import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cohorts, ScoreDefinition } from '../../definitions/score.ts'
import { sayRule } from '../compile-rule.ts'
import type { Leaf } from '../leaf.ts'
import { ruleSchema } from '../rule.ts'
import { expectMonoid } from '../testing/expect-monoid.ts'
import { compiled, type Done, eventOf, readRule } from '../testing/read-rule.ts'
import { isTrue, until } from '../verdict.ts'
import { activeSlots, mostADay, type ScoreDays } from './score-days.ts'
import { minutesOf } from './score-parts.ts'
import { percentile } from './score-scale.ts'

const cbi: ScoreDefinition = {
  kind: 'score',
  id: 'cbi',
  level: 'person',
  core: [{ event: 'Report Exported' }, { page: '/reports' }],
  cap: 3,
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const monday = Date.parse('2026-03-02T00:00:00Z')

const lifecycle =
  (state: string, at = 0) =>
  () => ({
    state,
    since: at,
    history: [[state, at]] as const,
  })

const around = (score: ScoreDefinition, cohorts?: Cohorts) => ({
  scores: { [score.id]: { score, cohorts } },
  facts: { lifecycle: lifecycle('trial') },
})

/** The score, found by asking whether it is at least n. */
const valueAt = (history: readonly Done[], now: number, cohorts?: Cohorts): number => {
  let [low, high] = [0, 100]
  while (low < high) {
    const n = Math.ceil((low + high) / 2)
    const says = readRule({ score: { id: 'cbi', gte: n } }, history, around(cbi, cohorts))
    if (isTrue(says(now))) low = n
    else high = n - 1
  }
  return low
}

const leafOf = (score: ScoreDefinition): Leaf<ScoreDays> => {
  const { leaves } = compiled({ score: { id: score.id, gte: 1 } }, around(score))
  return [...leaves.values()][0] as unknown as Leaf<ScoreDays>
}

const eventNames = ['Report Exported', 'Login', '$guide_seen', '$guide_clicked', '$click']

const someEvent = fc
  .record({
    name: fc.constantFrom(...eventNames),
    time: fc.integer({ min: monday - 100 * day, max: monday + 2 * day }),
    isPage: fc.boolean(),
  })
  .map(({ name, time, isPage }) =>
    eventOf(isPage ? { type: 'page', name: 'r', path: '/reports', time } : { name, time }),
  )

describe('what a score keeps', () => {
  test('is a commutative monoid', () => {
    expectMonoid(leafOf(cbi) as unknown as Leaf, someEvent)
    const berlin = { ...cbi, active: [{ event: 'Login' }] }
    expectMonoid(leafOf(berlin) as unknown as Leaf, someEvent)
  })

  test('stays within its bounds however much is done', () => {
    const leaf = leafOf({ ...cbi, cap: mostADay })
    let kept: ScoreDays | undefined
    for (let time = monday; time < monday + 400 * day; time += 10 * minute) {
      kept = leaf.observe(kept, eventOf({ name: 'Report Exported', time }))
      kept = leaf.observe(kept, eventOf({ name: '$guide_seen', time }))
    }
    expect(kept?.days).toHaveLength(85)
    expect(JSON.stringify(kept).length).toBeLessThan(5000)
  })

  test('is the very same where an event adds nothing to its day', () => {
    const leaf = leafOf(cbi)
    const once = leaf.observe(undefined, eventOf({ name: 'Login', time: monday }))
    expect(leaf.observe(once, eventOf({ name: 'Login', time: monday + 9 * minute }))).toBe(once)
    expect(leaf.observe(once, eventOf({ name: 'Login', time: monday + 10 * minute }))).not.toBe(
      once,
    )
  })

  test('tells sessions apart by half an hour of nothing', () => {
    const leaf = leafOf(cbi)
    const minutes = [0, 20, 50, 120, 121]
    const kept = minutes.reduce<ScoreDays | undefined>(
      (sum, at) => leaf.observe(sum, eventOf({ name: 'Login', time: monday + at * minute })),
      undefined,
    )
    const [only] = kept?.days ?? []
    expect(only && activeSlots(only)).toEqual([0, 2, 5, 12])
    expect(only && minutesOf(only)).toBe(70)
  })

  test('does not take an identify, or what Waymark records of a guide, for work', () => {
    const leaf = leafOf(cbi)
    expect(leaf.observe(undefined, eventOf({ type: 'identify', name: 'identify', time: 1 }))).toBe(
      undefined,
    )
    expect(
      leaf.observe(undefined, eventOf({ name: '$guide_seen', time: monday }))?.days[0]?.[1],
    ).toBe('')
  })

  test('does not take what became of an e-mail for work: a bounce is nobody being there', () => {
    const leaf = leafOf(cbi)
    for (const name of ['Email Opened', 'Email Link Clicked', 'Email Bounced'])
      expect(leaf.observe(undefined, eventOf({ name, time: monday }))).toBe(undefined)
  })
})

describe('a score', () => {
  test('is 0 to 100, and 0 of somebody who does nothing', () => {
    expect(valueAt([], monday)).toBe(0)
    fc.assert(
      fc.property(fc.array(someEvent, { maxLength: 60 }), (history) => {
        const value = valueAt(history, monday + 2 * day)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(100)
      }),
      { numRuns: 30 },
    )
  })

  test('cannot be won by one noisy event: beyond the cap more of it adds nothing', () => {
    fc.assert(
      fc.property(
        fc.array(someEvent, { maxLength: 20 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 4, max: 200 }),
        (others, atHour, times) => {
          const at = monday + day + atHour * hour
          const noisy = (n: number): readonly Done[] =>
            Array.from({ length: n }, () => ({ name: 'Report Exported', time: at }))
          const now = monday + 2 * day
          expect(valueAt([...others, ...noisy(times)], now)).toBe(
            valueAt([...others, ...noisy(3)], now),
          )
        },
      ),
      { numRuns: 25 },
    )
  })

  test('falls as days pass without events, and is gone after four weeks', () => {
    const history = [0, 1, 2, 3, 4].map((n) => ({
      name: 'Report Exported',
      time: monday + n * day,
    }))
    const says = readRule({ score: { id: 'cbi', gte: 1 } }, history, around(cbi))
    const values = Array.from({ length: 40 }, (_, n) => valueAt(history, monday + (4 + n) * day))
    expect(values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0))).toBe(true)
    const lastDay = monday + (4 + 27) * day
    expect(isTrue(says(lastDay + day - 1))).toBe(true)
    expect(says(lastDay + day - 1)).toBe(lastDay + day)
    expect(says(lastDay + day)).toBe(Number.NEGATIVE_INFINITY)
  })

  test('is woken at midnight and at no other time, and by nothing once it is gone', () => {
    const history = [{ name: 'Login', time: monday + 9 * hour }]
    const says = readRule({ score: { id: 'cbi', lt: 50 } }, history, around(cbi))
    expect(until(says(monday + 9 * hour))).toBe(monday + day)
    expect(until(says(monday + 27 * day))).toBe(monday + 28 * day)
    expect(until(says(monday + 28 * day))).toBe(Number.POSITIVE_INFINITY)
  })

  test('never differs before its verdict ends', () => {
    const rules = [
      { gte: 30 },
      { lt: 20 },
      { drop: { by: '30%', over: '14d' } },
      { rise: { by: '20%', over: '1w' } },
    ]
    fc.assert(
      fc.property(
        fc.array(someEvent, { maxLength: 25 }),
        fc.constantFrom(...rules),
        (history, rule) => {
          const says = readRule({ score: { id: 'cbi', ...rule } }, history, around(cbi))
          for (let now = monday + 2 * day; now < monday + 60 * day; now += 7 * hour) {
            const said = says(now)
            const later = Math.min(until(said) - 1, now + 40 * day)
            expect(isTrue(says(later))).toBe(isTrue(said))
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('is read as it was: a drop compares two days by the same events', () => {
    const busy = Array.from({ length: 14 }, (_, n) => ({
      name: 'Report Exported',
      time: monday + n * day,
    }))
    const drop = readRule(
      { score: { id: 'cbi', drop: { by: '30%', over: '14d' } } },
      busy,
      around(cbi),
    )
    expect(isTrue(drop(monday + 13 * day))).toBe(false)
    expect(isTrue(drop(monday + 27 * day))).toBe(true)
    const rise = readRule(
      { score: { id: 'cbi', rise: { by: '30%', over: '1w' } } },
      busy,
      around(cbi),
    )
    expect(isTrue(rise(monday + 9 * day))).toBe(true)
    expect(isTrue(rise(monday + 20 * day))).toBe(false)
  })

  test('reads a part by itself', () => {
    const history = [{ name: 'Report Exported', time: monday }]
    const part = (name: string, gte: number) =>
      isTrue(readRule({ score: { id: 'cbi', part: name, gte } }, history, around(cbi))(monday))
    expect(part('breadth', 50)).toBe(true)
    expect(part('breadth', 51)).toBe(false)
    expect(part('days', 5)).toBe(true)
    expect(part('guides', 1)).toBe(false)
  })
})

describe('a cohort', () => {
  const even = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

  test('gives the percentile: in proportion between deciles, the middle of equal ones', () => {
    expect(percentile(0, even)).toBe(0)
    expect(percentile(3, even)).toBe(30)
    expect(percentile(3.5, even)).toBe(35)
    expect(percentile(99, even)).toBe(100)
    expect(
      percentile(
        5,
        Array.from({ length: 11 }, () => 5),
      ),
    ).toBe(50)
    expect(
      percentile(
        0,
        Array.from({ length: 11 }, () => 0),
      ),
    ).toBe(0)
  })

  test('never gives less for more', () => {
    const deciles = fc
      .array(fc.nat(20), { minLength: 11, maxLength: 11 })
      .map((list) => list.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(deciles, fc.nat(25), fc.nat(25), (list, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        expect(percentile(less, list)).toBeLessThanOrEqual(percentile(more, list))
        expect(percentile(more, list)).toBeLessThanOrEqual(100)
      }),
    )
  })

  test('is that of the state in which the day began, and of the age at that time', () => {
    const parts = { days: even, time: even, breadth: even, depth: even, guides: even, trend: even }
    const table = (state: string): Cohorts => ({
      kind: 'cohorts',
      id: 'cbi',
      at: '2026-03-02T00:00:00Z',
      cohorts: [{ lifecycle: state, age: 'older', people: 50, parts }],
    })
    const history = [{ name: 'Report Exported', time: monday + hour }]
    expect(valueAt(history, monday + hour, table('trial'))).not.toBe(
      valueAt(history, monday + hour, table('customer')),
    )
    expect(valueAt(history, monday + hour, table('customer'))).toBe(valueAt(history, monday + hour))
  })
})

test('a score is said in English', () => {
  const said = (body: object): string =>
    sayRule(ruleSchema.parse({ score: { id: 'cbi', ...body } }))
  expect(said({ gte: 40 })).toBe('score “cbi” is at least 40')
  expect(said({ part: 'depth', lt: 20 })).toBe('score “cbi” (depth) is below 20')
  expect(said({ drop: { by: '30%', over: '14d' } })).toBe(
    'score “cbi” fell by 30% in the last 14 days',
  )
})

test('a rule about a score that there is not, or of the other level, is refused', () => {
  expect(() => compiled({ score: { id: 'x', gte: 1 } }, { levelOf: () => undefined })).toThrow(
    'there is no score "x"',
  )
  expect(() =>
    compiled({ score: { id: 'cbi', gte: 1 } }, { level: 'account', ...around(cbi) }),
  ).toThrow('score cbi is about people')
  expect(ruleSchema.safeParse({ score: { id: 'cbi' } }).success).toBe(false)
  expect(ruleSchema.safeParse({ score: { id: 'cbi', gte: 1, lt: 5 } }).success).toBe(false)
  expect(
    ruleSchema.safeParse({ score: { id: 'cbi', drop: { by: '30%', over: '57d' } } }).success,
  ).toBe(false)
})

test('a score that reads itself is refused', () => {
  const itself = { ...cbi, where: ruleSchema.parse({ score: { id: 'cbi', gte: 1 } }) }
  expect(() => compiled({ score: { id: 'cbi', gte: 1 } }, around(itself))).toThrow('reads itself')
})
