import { expect, test, vi } from 'vitest'
import { createRecent } from './recent.ts'

test('what could not be put elsewhere is not forgotten, and whoever sets the next hears of it', async () => {
  const recent = createRecent<string, number>(1, () => Promise.reject(new Error('torn')))
  recent.set('a', 1)
  await vi.waitFor(() => expect(() => recent.set('b', 2)).toThrow('torn'), 60_000)
  expect(recent.get('a')).toBe(1)
})
