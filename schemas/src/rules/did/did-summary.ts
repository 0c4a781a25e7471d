import type { SummaryLaw } from '../leaf.ts'

/** The events that a leaf matches: how many, the first, and the newest few times. Times are corrected event times in ms. */
export interface DidSummary {
  /** Events merged in, all time. */
  readonly n: number
  readonly first: number
  /** The newest times, as many as are kept, oldest first. */
  readonly times: readonly number[]
}

const observe = (summary: DidSummary | undefined, time: number, keep: number): DidSummary => {
  if (!summary) return { n: 1, first: time, times: [time] }
  const times = summary.times.slice()
  let at = times.length
  while (at > 0 && (times[at - 1] as number) > time) at--
  times.splice(at, 0, time)
  if (times.length > keep) times.shift()
  return { n: summary.n + 1, first: Math.min(summary.first, time), times }
}

/** The newest `keep` times of the events that match. */
export const newestTimes = (keep: number): SummaryLaw<DidSummary> => ({
  observe: (summary, { time }) => observe(summary, time, keep),
  merge: (a, b) => ({
    n: a.n + b.n,
    first: Math.min(a.first, b.first),
    times: [...a.times, ...b.times].sort((x, y) => x - y).slice(-keep),
  }),
  newest: (summary) => summary.times.at(-1) ?? summary.first,
})
