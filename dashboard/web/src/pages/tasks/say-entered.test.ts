import { expect, test } from 'vitest'
import { sayEntered } from './say-entered.ts'

test('of twelve who entered six were missing, and nobody said that they are held out', () => {
  expect(sayEntered(6, 6)).toBe('6 of 12 entered (the others are held out)')
  expect(sayEntered(1999, 1)).toBe('1,999 of 2,000 entered (the other one is held out)')
  expect(sayEntered(12)).toBe('12 entered')
})
