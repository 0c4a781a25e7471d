import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('a burst passes, a flood does not, and what is taken comes back with time', () => {
  let now = 0
  const { take } = createRateLimit({ perSecond: 2, burst: 3 }, () => now)
  expect([1, 2, 3, 4].map(() => take('ann'))).toEqual([true, true, true, false])
  expect(take('bob')).toBe(true)
  now = 1000
  expect([1, 2, 3].map(() => take('ann'))).toEqual([true, true, false])
})

test('a clock that is set back refuses nobody for as long as it was set back', () => {
  let now = 3_600_000
  const { take } = createRateLimit({ perSecond: 2, burst: 3 }, () => now)
  expect(take('ann')).toBe(true)
  now = 0
  expect([1, 2, 3].map(() => take('ann'))).toEqual([true, true, false])
  now = 1000
  expect(take('ann')).toBe(true)
})
