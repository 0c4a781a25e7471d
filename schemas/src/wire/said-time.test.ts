import { expect, test } from 'vitest'
import { saidTime } from './said-time.ts'

const noon = Date.parse('2026-03-01T12:00:00Z')
const at = (ms: number) => new Date(noon + ms).toISOString()

test.each([
  [{ timestamp: at(0) }, 5],
  [{ originalTimestamp: at(0) }, 5],
  [{ timestamp: at(0), originalTimestamp: at(90) }, 0],
  [{ timestamp: '', originalTimestamp: at(0) }, 5],
  [{ timestamp: null, originalTimestamp: at(0) }, 5],
])('%j of a clock that is 5 ms behind is %d ms after what it says', (event, later) => {
  expect(saidTime(event, 5)).toBe(noon + later)
})

test('who says nothing of when has no time', () => {
  expect(saidTime({}, 5)).toBeNaN()
})
