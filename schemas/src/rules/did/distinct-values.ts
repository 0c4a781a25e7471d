import { contentHash } from '../../content-hash.ts'
import { scalarOf } from '../event-match.ts'
import type { SummaryLaw } from '../leaf.ts'

type Newest = readonly [value: string, time: number]

/**
 * The different values of one property of the events that match, each with its newest time: those that were seen last, as many
 * as are kept, oldest first. A value that is pushed out has been followed by as many others, so nothing older can matter.
 */
export interface DistinctValues {
  readonly values: readonly Newest[]
}

const order = (a: Newest, b: Newest): number => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)

/** Texts, numbers and truth values as they are in JSON; long ones by a hash. Others do not count. */
const longestKept = 32
const shortName = (value: string): string =>
  value.length > longestKept ? contentHash(value) : value

const newestOf = (values: readonly Newest[], keep: number): readonly Newest[] => {
  const times = new Map<string, number>()
  for (const [value, time] of values) times.set(value, Math.max(time, times.get(value) ?? time))
  return [...times].sort(order).slice(-keep)
}

const isKnown = ({ values }: DistinctValues, value: string, time: number): boolean =>
  values.some((known) => known[0] === value && known[1] >= time)

/** The `keep` different values of a property that were seen last, each by its name; without one a value does not count. */
export const distinctValues = (
  property: string,
  keep: number,
  nameOf: (json: string) => string | undefined = shortName,
): SummaryLaw<DistinctValues> => ({
  observe: (summary, event) => {
    const value = scalarOf(event, property)
    const name = value === undefined ? undefined : nameOf(value)
    if (name === undefined) return summary
    if (!summary) return { values: [[name, event.time]] }
    if (isKnown(summary, name, event.time)) return summary
    return { values: newestOf([...summary.values, [name, event.time]], keep) }
  },
  merge: (a, b) => ({ values: newestOf([...a.values, ...b.values], keep) }),
  newest: (summary) => summary.values.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY,
})
