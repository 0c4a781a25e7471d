import type { Calendar, CalendarUnit } from '../calendar.ts'
import type { SummaryLaw } from '../leaf.ts'

type Counted = readonly [start: number, n: number]

/** How many events each day (week, month) had that had any: the newest of these units, as many as are kept, oldest first. */
export interface UnitCounts {
  readonly units: readonly Counted[]
  /** Time of the newest event. */
  readonly newest: number
}

const sumOf = (units: readonly Counted[], keep: number): readonly Counted[] => {
  const counts = new Map<number, number>()
  for (const [start, n] of units) counts.set(start, n + (counts.get(start) ?? 0))
  return [...counts].sort((a, b) => a[0] - b[0]).slice(-keep)
}

const count = (units: readonly Counted[], start: number, keep: number): readonly Counted[] => {
  const last = units.at(-1)
  return last?.[0] === start
    ? units.with(-1, [start, last[1] + 1])
    : sumOf([...units, [start, 1]], keep)
}

/** Counts per unit of the project's calendar, for the newest `keep` units that had events. */
export const unitCounts = (
  calendar: Calendar,
  { unit, keep }: { readonly unit: CalendarUnit; readonly keep: number },
): SummaryLaw<UnitCounts> => ({
  observe: (summary, { time }) => ({
    units: count(summary?.units ?? [], calendar.startOf(unit, time), keep),
    newest: Math.max(time, summary?.newest ?? time),
  }),
  merge: (a, b) => ({
    units: sumOf([...a.units, ...b.units], keep),
    newest: Math.max(a.newest, b.newest),
  }),
  newest: (summary) => summary.newest,
})
