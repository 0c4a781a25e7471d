import { expect, test } from 'vitest'
import { placeOn, reachOf, sayDifference, sayPair, sayRelative } from './say-results.ts'

const estimated = { value: 0.13, low: -0.0154, high: 0.275 }

test('a difference is said in points, with what it may be, all of them to a tenth', () => {
  expect(sayDifference(estimated)).toBe('+13.0 points, between −1.5 and +27.5')
  expect(sayDifference({ value: 0, low: -0.1, high: 0.1 })).toBe(
    '0.0 points, between −10.0 and +10.0',
  )
})

test('a relative difference is said in whole percents', () => {
  expect(sayRelative({ value: 0.464, low: -0.08, high: 1.312 })).toBe('+46% (−8% to +131%)')
})

test('who is compared with whom is said in words', () => {
  const side = { people: 0, reached: 0 }
  const rest = { treated: side, control: side, reading: 'too_early', says: '' } as const
  expect(sayPair({ ...rest, against: 'engagement' })).toBe('Everybody, against those held out')
  expect(sayPair({ ...rest, variant: 'short', against: 'project' })).toBe(
    'Variant short, against those who never get anything',
  )
})

test('the axis reaches as far as the widest interval, and nothing lies beyond its ends', () => {
  expect(reachOf([estimated])).toBe(0.3)
  expect(reachOf([])).toBe(0.05)
  expect(placeOn(0.3, 0)).toBe(50)
  expect(placeOn(0.3, 0.3)).toBe(100)
  expect(placeOn(0.3, -2)).toBe(0)
})
