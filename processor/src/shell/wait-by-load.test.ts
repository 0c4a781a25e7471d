import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createWaitByLoad, waitAt } from './wait-by-load.ts'

test('a process that has time writes soon; one that has none waits, but not for ever', () => {
  expect(waitAt(0)).toBe(100)
  expect(waitAt(0.5)).toBe(100)
  expect(waitAt(0.65)).toBeCloseTo(7550)
  expect(waitAt(1)).toBe(15_000)
})

const spin = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('a burst of a moment is no load; seconds of work are', { timeout: 60_000 }, async () => {
  const wait = createWaitByLoad()
  spin(300)
  expect(wait()).toBe(100)
  for (let i = 0; i < 12; i++) {
    spin(200)
    await pause(0)
  }
  expect(wait()).toBeGreaterThan(1000)
})
