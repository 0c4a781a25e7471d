import { expect, test } from 'vitest'
import { rowWindow } from './window-rows.ts'

const list = { screen: 800, rowHeight: 36, count: 100_000 }

test('of a hundred thousand rows only those near the screen are in the page', () => {
  const { from, to } = rowWindow({ ...list, top: -1_800_000 })
  expect(from).toBeGreaterThan(49_900)
  expect(to - from).toBeLessThan(60)
  expect(from * 36).toBeLessThanOrEqual(1_800_000)
  expect(to * 36).toBeGreaterThanOrEqual(1_800_800)
})

test('the first and the last row are reached', () => {
  expect(rowWindow({ ...list, top: 200 }).from).toBe(0)
  expect(rowWindow({ ...list, top: -3_599_200 }).to).toBe(100_000)
})
