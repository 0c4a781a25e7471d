import { expect, test } from 'vitest'
import { afterFailure, type Breaker, freshBreaker, roomIn } from './breaker.ts'

const failing = (times: number, now: number): Breaker =>
  Array.from({ length: times }).reduce<Breaker>(
    (breaker) => afterFailure(breaker, now),
    freshBreaker,
  )

test('four failures in a row change nothing, the fifth lets the endpoint rest', () => {
  expect(roomIn(failing(4, 0), 0, 4)).toBe(4)
  expect(roomIn(failing(5, 0), 0, 4)).toBe(0)
  expect(roomIn(failing(5, 0), 29_999, 4)).toBe(0)
})

test('after its rest an endpoint is probed once, and rests longer after each failed probe, ten minutes at most', () => {
  let breaker = failing(5, 0)
  const rests = Array.from({ length: 8 }, () => {
    const now = breaker.restsUntil
    expect(roomIn(breaker, now, 4)).toBe(1)
    breaker = afterFailure(breaker, now)
    return (breaker.restsUntil - now) / 1000
  })
  expect(rests).toEqual([60, 120, 240, 480, 600, 600, 600, 600])
})

test('failures of attempts that began before the rest do not make it longer', () => {
  const open = failing(5, 0)
  expect(afterFailure(open, 10)).toEqual(open)
})

test('a receiver that asks for time is left alone that long, an hour at most', () => {
  const held = afterFailure(freshBreaker, 0, 90_000)
  expect(roomIn(held, 89_999, 4)).toBe(0)
  expect(roomIn(held, 90_000, 4)).toBe(4)
  expect(afterFailure(freshBreaker, 0, 86_400_000).restsUntil).toBe(3_600_000)
})
