import type { Metrics } from '@waymark/runtime'
import type { Topic } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'

/** Who follows which topics to their ends, as each calls itself in the log. */
const consumers: Readonly<Record<string, readonly Topic[]>> = {
  processor: ['events', 'relay'],
  router: ['state'],
  notifier: ['state'],
  sink: ['facts', 'state'],
  'sink-snapshots': ['state'],
}

/** Where a consumer is in a partition. */
interface Standing {
  readonly next: number
  readonly waiting: number
}

const standings = async (
  log: EventLog,
  group: string,
  topic: Topic,
): Promise<readonly Standing[]> => {
  const [ends, starts] = await Promise.all([log.ends(topic), log.starts(topic)])
  const committed = await log.committed(group, topic)
  return ends.map((end, p) => {
    const next = committed[p] ?? starts[p] ?? 0
    return { next, waiting: Math.max(0, end - next) }
  })
}

const waitingIn = (standing: readonly Standing[]): number =>
  standing.reduce((sum, { waiting }) => sum + waiting, 0)

/** How long partitions have been seen to wait at the same place. */
const createStalls = (clock: () => number) => {
  const seen = new Map<number, { readonly next: number; readonly since: number }>()
  /** ms since when events of the partition wait and none of them is taken. */
  return (partition: number, { next, waiting }: Standing): number => {
    const now = clock()
    const before = seen.get(partition)
    if (waiting === 0) seen.delete(partition)
    else if (before?.next !== next) seen.set(partition, { next, since: now })
    return now - (seen.get(partition)?.since ?? now)
  }
}

/**
 * Metrics that also say how far behind each consumer is, as it was when somebody asked. Of a log that cannot be asked the last
 * figures stay: the others must not be missing with them.
 */
export const withLags = (
  metrics: Metrics,
  log: EventLog,
  clock: () => number = () => performance.now(),
): Metrics => {
  const stalledFor = createStalls(clock)
  const measure = async (): Promise<void> => {
    for (const [consumer, topics] of Object.entries(consumers)) {
      const all = await Promise.all(topics.map((topic) => standings(log, consumer, topic)))
      metrics.lag(
        consumer,
        all.reduce((sum, standing) => sum + waitingIn(standing), 0),
      )
    }
    for (const [partition, standing] of (await standings(log, 'processor', 'events')).entries())
      metrics.stalled(partition, stalledFor(partition, standing))
  }
  return {
    ...metrics,
    expose: async () => {
      await measure().catch(() => undefined)
      return metrics.expose()
    },
  }
}
