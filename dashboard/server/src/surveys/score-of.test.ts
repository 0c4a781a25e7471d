import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceInterval, meanInterval, shareInterval } from './intervals.ts'
import { meanOf, scoreOf } from './score-of.ts'
import { studentT95 } from './student-t.ts'

const tally = (answers: readonly number[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  return counts
}

const times = (count: number, answer: number): readonly number[] =>
  Array.from({ length: count }, () => answer)

test('NPS is the share of promoters less that of detractors: 50, 30 and 20 of 100 are 30', () => {
  const answers = [...times(30, 9), ...times(20, 10), ...times(30, 7), ...times(20, 6)]
  const score = scoreOf('nps', tally(answers))
  expect(score).toMatchObject({ measure: 'nps', value: 30, answers: 100 })
  expect(score?.groups).toEqual([
    { group: 'detractors', from: 0, to: 6, answers: 20 },
    { group: 'passives', from: 7, to: 8, answers: 30 },
    { group: 'promoters', from: 9, to: 10, answers: 50 },
  ])
  // ((50 + 1) − (20 + 1)) / 102 ± 1.96 √((72 / 102 − (30 / 102)²) / 102)
  expect(score?.interval?.low).toBeCloseTo(14.14, 2)
  expect(score?.interval?.high).toBeCloseTo(44.68, 2)
})

test('every number of the NPS scale is in its group', () => {
  const groupOf = (value: number) =>
    scoreOf('nps', tally([value]))?.groups.find(({ answers }) => answers === 1)?.group
  expect([0, 6, 7, 8, 9, 10].map(groupOf)).toEqual([
    ...['detractors', 'detractors', 'passives', 'passives', 'promoters', 'promoters'],
  ])
})

test('CSAT is the share of 4 and 5: 8 of 10 are 80%, between 49.0 and 94.3', () => {
  const score = scoreOf('csat', tally([...times(3, 4), ...times(5, 5), 3, 1]))
  expect(score).toMatchObject({ measure: 'csat', value: 80, answers: 10 })
  expect(score?.interval?.low).toBeCloseTo(49.016, 2)
  expect(score?.interval?.high).toBeCloseTo(94.332, 2)
})

test('CES is the mean: 5, 6, 7, 4 and 6 are 5.6, between 4.18 and 7', () => {
  const score = scoreOf('ces', tally([5, 6, 7, 4, 6]))
  expect(score).toMatchObject({ measure: 'mean', answers: 5 })
  expect(score?.value).toBeCloseTo(5.6, 10)
  // 5.6 ± 2.7764 × 1.14018 / √5, and the scale ends at 7.
  expect(score?.interval?.low).toBeCloseTo(4.1843, 3)
  expect(score?.interval?.high).toBe(7)
})

test('a few answers that are all alike are never said to be sure', () => {
  expect(scoreOf('nps', tally([10, 10, 10]))?.interval?.low).toBeLessThan(50)
  expect(scoreOf('csat', tally([5, 5, 5]))?.interval?.low).toBeCloseTo(43.85, 1)
  expect(scoreOf('ces', tally([7, 7, 7]))).not.toHaveProperty('interval')
  expect(scoreOf('ces', tally([7]))).not.toHaveProperty('interval')
  expect(meanOf(12, 0, 1)).toEqual({
    ...{ measure: 'mean', formula: 'Mean of the answers', value: 12, answers: 1, groups: [] },
  })
})

test('what is on no scale has no score, and what is beside it does not count', () => {
  expect(scoreOf('single', tally([1]))).toBeUndefined()
  expect(scoreOf('nps', tally([]))).toBeUndefined()
  expect(scoreOf('csat', tally([5, 9, -1]))).toMatchObject({ value: 100, answers: 1 })
})

test("Student's t as the tables have it", () => {
  const known = [
    ...[12.706, 4.303, 3.182, 2.776].map((t, at) => [at + 1, t] as const),
    ...([
      [9, 2.262],
      [29, 2.045],
      [120, 1.98],
      [200, 1.972],
      [201, 1.972],
      [1000, 1.962],
    ] as const),
  ]
  for (const [freedom, t] of known) expect(studentT95(freedom), `${freedom}`).toBeCloseTo(t, 3)
})

test('an interval holds its estimate, stays on the scale, and gets narrower with more of the same', () => {
  const counts = fc
    .tuple(fc.nat(50), fc.nat(50), fc.nat(50))
    .filter((all) => all.some((n) => n > 0))
  fc.assert(
    fc.property(counts, ([few, some, many]) => {
      const answers = [...times(few, 2), ...times(some, 7), ...times(many, 10)]
      const small = scoreOf('nps', tally(answers))
      const large = scoreOf('nps', tally(times(9, 0).flatMap(() => answers)))
      if (!small?.interval || !large?.interval) throw new Error('an NPS has an interval')
      expect(small.interval.low).toBeLessThanOrEqual(small.value)
      expect(small.interval.high).toBeGreaterThanOrEqual(small.value)
      expect(small.interval.low).toBeGreaterThanOrEqual(-100)
      expect(small.interval.high).toBeLessThanOrEqual(100)
      const width = ({ low, high }: { low: number; high: number }) => high - low
      expect(width(large.interval)).toBeLessThan(width(small.interval))
    }),
  )
})

test('the intervals as published', () => {
  // Newcombe, Statistics in Medicine 17 (1998): 81 of 263 by Wilson.
  const share = shareInterval(81, 263)
  expect([share.low, share.high].map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662'])
  const difference = differenceInterval(0, 0, 10)
  expect(difference.low).toBeCloseTo(-difference.high, 10)
  expect(meanInterval(5, 0, 10)).toBeUndefined()
})
