/**
 * What a subject keeps of the events that one `did` leaf matches: how many, the first, and the newest few times (ascending).
 * A commutative monoid: `merge` in any order and grouping gives the same. From this follow late events, joined identities
 * and backfill. Times are corrected event times in ms.
 */
export interface DidSummary {
  /** Events merged in, all time. */
  readonly n: number
  readonly first: number
  /** The newest `keep` times, oldest first. */
  readonly times: readonly number[]
}

/** One more event at `time`. */
export const observe = (
  summary: DidSummary | undefined,
  time: number,
  keep: number,
): DidSummary => {
  if (!summary) return { n: 1, first: time, times: [time] }
  const times = summary.times.slice()
  let at = times.length
  while (at > 0 && (times[at - 1] as number) > time) at--
  times.splice(at, 0, time)
  if (times.length > keep) times.shift()
  return { n: summary.n + 1, first: Math.min(summary.first, time), times }
}

export const mergeDid = (
  a: DidSummary | undefined,
  b: DidSummary | undefined,
  keep: number,
): DidSummary | undefined => {
  if (!a || !b) return a ?? b
  const times = [...a.times, ...b.times].sort((x, y) => x - y)
  return { n: a.n + b.n, first: Math.min(a.first, b.first), times: times.slice(-keep) }
}
