import { createCalendar, defaultCalendar, isTrue, until } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hoursOfDay, type Weekday } from './hours-of-day.ts'

const calendarIn = (zone: string) => createCalendar({ ...defaultCalendar, zone })
const berlin = calendarIn('Europe/Berlin')
const at = (text: string): number => Date.parse(text)
const night = { hours: { from: '21:00', until: '08:00' } }

const says = (now: string, wanted: Parameters<typeof hoursOfDay>[2], calendar = berlin) => {
  const verdict = hoursOfDay(calendar, at(now), wanted)
  const end = until(verdict)
  return [isTrue(verdict), Number.isFinite(end) ? new Date(end).toISOString() : 'for good']
}

test('a night lasts from one day into the next, to the second', () => {
  expect(says('2026-01-15T19:59:59Z', night)).toEqual([false, '2026-01-15T20:00:00.000Z'])
  expect(says('2026-01-15T20:00:00Z', night)).toEqual([true, '2026-01-16T07:00:00.000Z'])
  expect(says('2026-01-16T06:59:59Z', night)).toEqual([true, '2026-01-16T07:00:00.000Z'])
  expect(says('2026-01-16T07:00:00Z', night)).toEqual([false, '2026-01-16T20:00:00.000Z'])
})

test('the same night is another one in another zone', () => {
  const tokyo = calendarIn('Asia/Tokyo')
  expect(says('2026-01-15T20:00:00Z', night, tokyo)).toEqual([true, '2026-01-15T23:00:00.000Z'])
})

test('in the night in which clocks go forward it ends an hour sooner, in the other an hour later', () => {
  expect(says('2026-03-28T22:00:00Z', night)).toEqual([true, '2026-03-29T06:00:00.000Z'])
  expect(says('2026-10-24T22:00:00Z', night)).toEqual([true, '2026-10-25T07:00:00.000Z'])
})

test('a time of day that the clocks skip is as much later; where that is past the end there is none that day', () => {
  const skipped = { hours: { from: '02:15', until: '02:45' } }
  expect(says('2026-03-29T00:50:00Z', skipped)).toEqual([false, '2026-03-29T01:15:00.000Z'])
  expect(says('2026-03-29T01:15:00Z', skipped)).toEqual([true, '2026-03-29T01:45:00.000Z'])
  const none = { hours: { from: '02:30', until: '03:10' } }
  expect(says('2026-03-29T00:50:00Z', none)).toEqual([false, '2026-03-30T00:30:00.000Z'])
  const touched = { hours: { from: '02:30', until: '03:15' } }
  expect(says('2026-03-29T00:50:00Z', touched)).toEqual([false, '2026-03-30T00:30:00.000Z'])
  const shorter = { hours: { from: '02:30', until: '03:45' } }
  expect(says('2026-03-29T00:50:00Z', shorter)).toEqual([false, '2026-03-29T01:30:00.000Z'])
  expect(says('2026-03-29T01:30:00Z', shorter)).toEqual([true, '2026-03-29T01:45:00.000Z'])
})

test('certain days only: a night belongs to the day on which it begins', () => {
  const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']
  const office = { hours: { from: '09:00', until: '17:00' }, days: workdays }
  expect(says('2026-01-16T16:00:00Z', office)).toEqual([false, '2026-01-19T08:00:00.000Z'])
  expect(says('2026-01-16T15:59:59Z', office)).toEqual([true, '2026-01-16T16:00:00.000Z'])
  const friday: readonly Weekday[] = ['fri']
  expect(says('2026-01-17T06:00:00Z', { ...night, days: friday })[0]).toBe(true)
  expect(says('2026-01-16T06:00:00Z', { ...night, days: friday })[0]).toBe(false)
})

test('whole days are from midnight to midnight by the wall', () => {
  const sunday: readonly Weekday[] = ['sun']
  expect(says('2026-03-28T12:00:00Z', { days: sunday })).toEqual([
    false,
    '2026-03-28T23:00:00.000Z',
  ])
  expect(says('2026-03-29T12:00:00Z', { days: sunday })).toEqual([true, '2026-03-29T22:00:00.000Z'])
})

const clock = fc
  .integer({ min: 0, max: 95 })
  .map(
    (q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`,
  )
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
)
const days = fc.option(
  fc.uniqueArray(fc.constantFrom<Weekday>('mon', 'thu', 'sat', 'sun'), { minLength: 1 }),
  { nil: undefined },
)

test('an answer stays true until its end, to the ms, and differs from there on or is asked again', () => {
  const spring = at('2026-03-25T00:00:00Z')
  fc.assert(
    fc.property(
      zone,
      fc.tuple(clock, clock).filter(([from, until]) => from !== until),
      days,
      fc.integer({ min: 0, max: 14 * 86_400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (...[name, [from, end], on, seconds, part]) => {
        const calendar = calendarIn(name)
        const wanted = { hours: { from, until: end }, days: on }
        const now = spring + seconds * 1000
        const verdict = hoursOfDay(calendar, now, wanted)
        const ends = until(verdict)
        expect(ends).toBeGreaterThan(now)
        const later = Math.min(now + Math.floor((ends - now - 1) * part), ends - 1)
        expect(isTrue(hoursOfDay(calendar, later, wanted))).toBe(isTrue(verdict))
      },
    ),
  )
})
