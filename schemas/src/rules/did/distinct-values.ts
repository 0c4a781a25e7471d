import { contentHash } from '../../content-hash.ts'
import { scalarOf } from '../event-match.ts'
import type { SummaryLaw } from '../leaf.ts'

/** `order`: its place in the log, where it matters which of two events of one instant came first. */
type Newest = readonly [value: string, time: number, order?: number]

/**
 * The different values of one property of the events that match, each with its newest time: those that were seen last, as many
 * as are kept, oldest first. A value that is pushed out has been followed by as many others, so nothing older can matter.
 */
export interface DistinctValues {
  readonly values: readonly Newest[]
}

const compareTimes = (a: Newest, b: Newest): number => a[1] - b[1] || (a[2] ?? 0) - (b[2] ?? 0)

const inOrder = (a: Newest, b: Newest): number => compareTimes(a, b) || (a[0] < b[0] ? -1 : 1)

/** Texts, numbers and truth values as they are in JSON; long ones by a hash. Others do not count. */
const longestKept = 32
const shortName = (value: string): string =>
  value.length > longestKept ? contentHash(value) : value

const newestOf = (values: readonly Newest[], keep: number): readonly Newest[] => {
  const newest = new Map<string, Newest>()
  for (const one of values) {
    const known = newest.get(one[0])
    if (!known || compareTimes(one, known) > 0) newest.set(one[0], one)
  }
  return [...newest.values()].sort(inOrder).slice(-keep)
}

const isKnown = ({ values }: DistinctValues, one: Newest): boolean =>
  values.some((known) => known[0] === one[0] && compareTimes(known, one) >= 0)

interface Naming {
  /** What a value is called by; without a name it does not count. */
  readonly nameOf: (json: string) => string | undefined
  /** Keeps the place in the log beside the time. */
  readonly isPlaced: boolean
}

/** The `keep` different values of a property that were seen last, each by its name; without one a value does not count. */
export const distinctValues = (
  property: string,
  keep: number,
  { nameOf, isPlaced }: Naming = { nameOf: shortName, isPlaced: false },
): SummaryLaw<DistinctValues> => ({
  observe: (summary, event) => {
    const value = scalarOf(event, property)
    const name = value === undefined ? undefined : nameOf(value)
    if (name === undefined) return summary
    const one: Newest = isPlaced ? [name, event.time, event.order] : [name, event.time]
    if (!summary) return { values: [one] }
    if (isKnown(summary, one)) return summary
    return { values: newestOf([...summary.values, one], keep) }
  },
  merge: (a, b) => ({ values: newestOf([...a.values, ...b.values], keep) }),
  newest: (summary) => summary.values.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY,
})
