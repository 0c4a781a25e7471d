import type { Clock } from '@waymark/runtime'
import type { Topic } from '@waymark/schemas'
import type { EventLog, EventStore } from '@waymark/storage'

interface AsOfDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly clock: Clock
  readonly groups: { readonly processor: string; readonly sink: string }
}

/** How old the numbers are called while the very first events are on their way into them. */
const beforeFirstMs = 5000

/** Whether a group has nothing left to read of a topic. */
const isThrough = async (log: EventLog, group: string, topic: Topic): Promise<boolean> => {
  const [ends, starts, committed] = await Promise.all([
    log.ends(topic),
    log.starts(topic),
    log.committed(group, topic),
  ])
  return ends.every((end, partition) => end <= (committed[partition] ?? starts[partition] ?? 0))
}

/**
 * Tells how fresh the numbers are: now, while everything received has been folded and inserted; else the last instant at which
 * that was so, or the one at which the newest inserted event was folded. Asked at most once a second.
 */
export const createAsOf = ({ log, store, clock, groups }: AsOfDeps) => {
  /** A quiet instance is as fresh as when it was last asked, however old its newest event is. */
  let freshAt = 0
  const seen = new Map<string, { readonly at: number; readonly answer: Promise<number> }>()

  const find = async (env: string, now: number): Promise<number> => {
    // In the order of the flow: what a step has passed on must be in the next one's ends when that is looked at.
    const through =
      (await isThrough(log, groups.processor, 'events')) &&
      (await isThrough(log, groups.sink, 'facts')) &&
      (await isThrough(log, groups.sink, 'state'))
    if (through) {
      freshAt = Math.max(freshAt, now)
      return now
    }
    const [row] = await store.query<{ last: number }>(
      'SELECT max(folded_ms) AS last FROM events WHERE env = {env:String}',
      { env },
    )
    return Math.min(now, Math.max(freshAt, row?.last ?? 0) || now - beforeFirstMs)
  }

  return (env: string): Promise<number> => {
    const now = clock()
    const before = seen.get(env)
    if (before && now - before.at < 1000 && now >= before.at) return before.answer
    const answer = find(env, now)
    seen.set(env, { at: now, answer })
    answer.catch(() => seen.delete(env))
    return answer
  }
}
