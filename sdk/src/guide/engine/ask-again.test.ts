import { limits } from '@waymark/schemas'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAskAgain } from './ask-again.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what is never answered is asked for three times, the last time when no other tab can hold it any more', () => {
  const askAgain = createAskAgain()
  const at: number[] = []
  const began = Date.now()
  const ask = () => {
    at.push(Date.now() - began)
    askAgain(ask)
  }
  askAgain(ask)
  vi.advanceTimersByTime(3_600_000)
  expect(at).toEqual([1_000, 9_000, 73_000])
  expect(at[2]).toBeGreaterThan(limits.leaseMs)
})

test('a pause that is given up asks nothing', () => {
  const ask = vi.fn()
  createAskAgain()(ask)()
  vi.advanceTimersByTime(3_600_000)
  expect(ask).not.toHaveBeenCalled()
})
