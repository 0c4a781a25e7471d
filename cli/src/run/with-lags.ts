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

const behind = async (log: EventLog, group: string, topic: Topic): Promise<number> => {
  const [ends, starts] = await Promise.all([log.ends(topic), log.starts(topic)])
  const committed = await log.committed(group, topic)
  return ends.reduce((sum, end, p) => sum + Math.max(0, end - (committed[p] ?? starts[p] ?? 0)), 0)
}

/**
 * Metrics that also say how far behind each consumer is, as it was when somebody asked. Of a log that cannot be asked the last
 * figures stay: the others must not be missing with them.
 */
export const withLags = (metrics: Metrics, log: EventLog): Metrics => {
  const measure = async (): Promise<void> => {
    for (const [consumer, topics] of Object.entries(consumers)) {
      const records = await Promise.all(topics.map((topic) => behind(log, consumer, topic)))
      metrics.lag(
        consumer,
        records.reduce((a, b) => a + b, 0),
      )
    }
  }
  return {
    ...metrics,
    expose: async () => {
      await measure().catch(() => undefined)
      return metrics.expose()
    },
  }
}
