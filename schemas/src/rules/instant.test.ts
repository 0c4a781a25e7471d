import { expect, test } from 'vitest'
import { instantOf } from './instant.ts'

const at = Date.parse('2026-03-29T10:30:00Z')

test.each([
  '2026-03-29T10:30:00Z',
  '2026-03-29T10:30:00.000Z',
  '2026-03-29T12:30:00+02:00',
  '2026-03-29T12:30:00+0200',
  '2026-03-29 10:30:00',
  '2026-03-29T10:30',
  at,
  at + 0.5,
])('%s is an instant', (value) => {
  expect(instantOf(value)).toBe(at)
})

test('an instant lies in the years that text can name', () => {
  for (const text of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])
    expect(instantOf(Date.parse(text))).toBe(instantOf(text))
})

test('a date is its midnight', () => {
  expect(instantOf('2026-03-29')).toBe(Date.parse('2026-03-29T00:00:00Z'))
})

test.each([
  undefined,
  null,
  true,
  '',
  'March 29, 2026',
  '29.03.2026',
  '2026-13-01',
  ['2026-03-29'],
  1e300,
  8.64e15,
  Date.parse('9999-12-31T23:59:59.999Z') + 1,
  Date.parse('0000-01-01T00:00:00Z') - 1,
])('%j is none', (value) => {
  expect(instantOf(value as never)).toBeNaN()
})
