import { expect, test } from 'vitest'
import { createCalendar, defaultCalendar } from '../calendar.ts'
import { sql } from '../sql/sql.ts'
import { plusWorkingDaysSql } from './working-days-sql.ts'

const day = 86_400_000
const from = Date.parse('2026-03-02T09:00:00Z')
const to = from + 60 * day

/** The table that the database gets: where the way to the n-th working day changes, and the ways. */
const tableOf = (zone: string, n: number) => {
  const calendar = createCalendar({ ...defaultCalendar, zone, holidays: ['2026-03-09'] })
  const { parts } = plusWorkingDaysSql(sql`at`, n, { calendar, asked: { from, to } })
  const [ways, starts] = parts.flatMap((part) =>
    typeof part === 'string' ? [] : [part.value as readonly number[]],
  )
  return { calendar, ways: ways ?? [], starts: starts ?? [] }
}

test.each([
  'UTC',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Asia/Kathmandu',
])('working days are tabled as the calendar counts them, over changes of the clock: %s', (zone) => {
  for (const n of [1, 3, 17]) {
    const { calendar, ways, starts } = tableOf(zone, n)
    let known = 0
    for (let at = from - 60 * day; at <= to; at += 2_707_000) {
      const place = starts.findLastIndex((start) => start <= at)
      const then = calendar.plusWorkingDays(at, n)
      if (place < 0) expect(then).toBeLessThanOrEqual(from)
      else if (at + (ways[place] ?? 0) === then) known++
      else expect([at, at + (ways[place] ?? 0)]).toEqual([at, then])
    }
    expect(known).toBeGreaterThan(1500)
  }
})
