import type { Calendar, CalendarUnit } from '../calendar.ts'
import type { SummaryLaw } from '../leaf.ts'

type Counted = readonly [start: number, n: number]

/** How many events each day (week, month) had that had any: the newest of these units, as many as are kept, oldest first. */
export interface UnitCounts {
  readonly units: readonly Counted[]
}

const sumOf = (units: readonly Counted[], keep: number): UnitCounts => {
  const counts = new Map<number, number>()
  for (const [start, n] of units) counts.set(start, n + (counts.get(start) ?? 0))
  return { units: [...counts].sort((a, b) => a[0] - b[0]).slice(-keep) }
}

/** Counts per unit of the project's calendar, for the newest `keep` units that had events. */
export const unitCounts = (
  calendar: Calendar,
  { unit, keep }: { readonly unit: CalendarUnit; readonly keep: number },
): SummaryLaw<UnitCounts> => ({
  observe: (summary, { time }) => {
    const start = calendar.startOf(unit, time)
    const [newest, n] = summary?.units.at(-1) ?? []
    if (summary && newest === start && n !== undefined)
      return { units: summary.units.with(-1, [start, n + 1]) }
    return sumOf([...(summary?.units ?? []), [start, 1]], keep)
  },
  merge: (a, b) => sumOf([...a.units, ...b.units], keep),
  newest: (summary) => summary.units.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY,
})
