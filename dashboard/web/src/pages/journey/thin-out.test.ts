import { expect, test } from 'vitest'
import { mostAtOnce, thinOut } from './thin-out.ts'

const left = (count: number, look?: number): number =>
  thinOut(count, look).reduce((rest, { from, until }) => rest - (until - from), count)

test('a journey of 170 milestones was one line of 170 columns', () => {
  expect(thinOut(170, 90)).toEqual([
    { from: 4, until: 89 },
    { from: 92, until: 167 },
  ])
  expect(thinOut(mostAtOnce, 5)).toEqual([])
})

test('however many there are, few are shown, and among them the first, the last and the one to look at', () => {
  for (const count of [1, 12, 13, 14, 40, 170, 2000])
    for (const look of Array.from({ length: count }, (_, at) => at)) {
      const gaps = thinOut(count, look)
      const isShown = (at: number): boolean => gaps.every((gap) => at < gap.from || at >= gap.until)
      expect([0, look, count - 1].map(isShown)).toEqual([true, true, true])
      expect(left(count, look)).toBeLessThanOrEqual(mostAtOnce + 2)
    }
})
