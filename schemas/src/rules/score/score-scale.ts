import { dayMs } from '../../duration.ts'
import { type RawParts, type ScorePart, scorePartNames } from './score-parts.ts'

/** About how long somebody has been known. */
export type AgeBand = 'week' | 'month' | 'quarter' | 'older'

/** Less than a week, four weeks, 90 days; older. */
export const ageBand = (ageMs: number): AgeBand => {
  if (ageMs < 7 * dayMs) return 'week'
  if (ageMs < 28 * dayMs) return 'month'
  return ageMs < 90 * dayMs ? 'quarter' : 'older'
}

/** What is usual among those in one lifecycle state and of about one age. */
export interface CohortTable {
  readonly lifecycle: string
  readonly age: AgeBand
  /** Per part the 0, 10 … 100 % quantiles. */
  readonly parts: { readonly [Part in ScorePart]: readonly number[] }
}

/**
 * Where a value stands among the values of a cohort, 0 to 100: between two deciles in proportion, on several equal ones in their
 * middle. Nothing done is 0, however many do nothing.
 */
export const percentile = (value: number, deciles: readonly number[]): number => {
  if (value <= 0) return 0
  const below = deciles.filter((decile) => decile < value).length
  const equal = deciles.filter((decile) => decile === value).length
  if (equal > 0) return 10 * (below + (equal - 1) / 2)
  const [low, high] = [deciles[below - 1], deciles[below]]
  if (low === undefined) return 0
  return high === undefined ? 100 : 10 * (below - 1 + (value - low) / (high - low))
}

/** Without a cohort to compare with: this much of each part is 100 points. Breadth is full with all core use cases. */
export const fullParts = { days: 20, time: 600, depth: 60, guides: 1, trend: 1 } as const

/** Points of each part that applies, 0 to 100. */
export const pointsOf = (
  raw: RawParts,
  { table, core }: { readonly table: CohortTable | undefined; readonly core: number },
): RawParts => {
  const full = { ...fullParts, breadth: core }
  const points: { [Part in ScorePart]?: number } = {}
  for (const part of scorePartNames) {
    const value = raw[part]
    if (value === undefined) continue
    points[part] = table
      ? percentile(value, table.parts[part])
      : Math.min(100, (100 * value) / full[part])
  }
  return points
}
