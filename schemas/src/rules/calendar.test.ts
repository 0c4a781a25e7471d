import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarUnits, createCalendar, defaultCalendar } from './calendar.ts'
import { unitNumber } from './testing/plain-count.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]

test('a day, week or month begins when the clocks on the wall say so, whatever they are turned to', () => {
  const instant = fc.integer({
    min: Date.parse('2021-01-01T00:00:00Z') / 60_000,
    max: Date.parse('2029-01-01T00:00:00Z') / 60_000,
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...calendarUnits),
      instant,
      (zone, unit, minutes) => {
        const time = minutes * 60_000
        const calendar = createCalendar({ ...defaultCalendar, zone })
        const number = (at: number): number => unitNumber(unit, at, zone)
        const start = calendar.startOf(unit, time)
        expect(start).toBeLessThanOrEqual(time)
        expect([number(start), number(start - 1)]).toEqual([number(time), number(time) - 1])
        for (const n of [1, 2, 13]) {
          const next = calendar.next(unit, time, n)
          expect(next).toBeGreaterThan(time)
          expect([number(next), number(next - 1)]).toEqual([number(time) + n, number(time) + n - 1])
        }
      },
    ),
    { numRuns: 400 },
  )
})

const berlin = createCalendar({
  zone: 'Europe/Berlin',
  workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  holidays: ['2026-04-03', '2026-04-06'],
})
const iso = (time: number): string => new Date(time).toISOString()

test.each([
  ['a Friday over the weekend', '2026-03-06T10:00:00Z', 1, '2026-03-09T10:00:00.000Z'],
  ['a Saturday', '2026-03-07T10:00:00Z', 1, '2026-03-09T10:00:00.000Z'],
  ['over Easter', '2026-04-02T10:00:00Z', 1, '2026-04-07T10:00:00.000Z'],
  ['over the change of clocks', '2026-03-27T10:00:00Z', 1, '2026-03-30T09:00:00.000Z'],
  ['two weeks', '2026-03-09T10:00:00Z', 10, '2026-03-23T10:00:00.000Z'],
  [
    'late in the evening it is already tomorrow',
    '2026-03-05T23:30:00Z',
    1,
    '2026-03-08T23:30:00.000Z',
  ],
])('working days after %s: from %s, %i later, %s', (...[, from, n, to]) => {
  expect(iso(berlin.plusWorkingDays(Date.parse(from), n))).toBe(to)
})

test('a time of day that the clocks skip is as much later as they skip; of two the first counts', () => {
  const everyDay = createCalendar({
    zone: 'Europe/Berlin',
    workingDays: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    holidays: [],
  })
  const next = (from: string): string => iso(everyDay.plusWorkingDays(Date.parse(from), 1))
  expect(next('2026-03-28T01:30:00Z')).toBe('2026-03-29T01:30:00.000Z')
  expect(next('2026-10-24T00:30:00Z')).toBe('2026-10-25T00:30:00.000Z')
})

test('a project in which nobody ever works again does not hang', () => {
  const holidays = Array.from({ length: 1000 }, (_, i) =>
    iso(Date.parse('2026-01-01T00:00:00Z') + i * 86_400_000).slice(0, 10),
  )
  const idle = createCalendar({ ...defaultCalendar, holidays })
  expect(idle.plusWorkingDays(Date.parse('2026-01-01T00:00:00Z'), 3)).toBeGreaterThan(0)
})
