import type { SqlContext } from '../sql/rule-sql.ts'
import { intsParam, type Sql, sql } from '../sql/sql.ts'

type Span = Pick<SqlContext, 'calendar' | 'asked'>

/** Clocks are changed on the quarter of an hour. */
const stepMs = 900_000

/** Where in a day the way to its n-th working day may become another: where it begins, and, where clocks change at either end, anywhere. */
const placesIn = (start: number, n: number, calendar: Span['calendar']): readonly number[] => {
  const end = calendar.next('day', start, 1)
  const ahead = (time: number): number => calendar.wallOf(time) - time
  const isEven = (first: number, last: number): boolean => ahead(first) === ahead(last)
  const target = calendar.startOf('day', calendar.plusWorkingDays(start, n))
  const isPlain =
    isEven(start, end - stepMs) && isEven(target, calendar.next('day', target, 1) - stepMs)
  if (isPlain) return [start]
  return Array.from({ length: Math.ceil((end - start) / stepMs) }, (_, i) => start + i * stepMs)
}

/** The first day from which n working days on may lie after what is asked about. */
const firstDay = (n: number, { calendar, asked }: Span): number => {
  let start = calendar.startOf('day', asked.from)
  while (calendar.next('day', calendar.plusWorkingDays(start, n), 1) > asked.from)
    start = calendar.startOf('day', start - 1)
  return start
}

/**
 * The same time of day on the n-th working day after an instant, wherever that matters to what is asked; earlier instants lie too far
 * back for it. The way there is the same for all of a day unless clocks change, so it is tabled.
 */
export const plusWorkingDaysSql = (time: Sql, n: number, { calendar, asked }: Span): Sql => {
  const starts: number[] = []
  const ways: number[] = []
  const last = calendar.next('day', asked.to, 1)
  for (let day = firstDay(n, { calendar, asked }); day < last; day = calendar.next('day', day, 1))
    for (const place of placesIn(day, n, calendar)) {
      const way = calendar.plusWorkingDays(place, n) - place
      if (way === ways.at(-1)) continue
      starts.push(place)
      ways.push(way)
    }
  return sql`(${time} + ${intsParam(ways)}[arrayCount(start -> start <= ${time}, ${intsParam(starts)})])`
}
