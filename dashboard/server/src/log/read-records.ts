import type { Topic } from '@waymark/schemas'
import type { EventLog, LogRecord, Subscription } from '@waymark/storage'

interface ReadOptions {
  readonly log: EventLog
  /** A topic of one partition. */
  readonly topic: Topic
  readonly from: number
  readonly limit: number
}

/** The records from `from` on, at most `limit`, up to what was the end when this was called. */
export const readRecords = async (options: ReadOptions): Promise<readonly LogRecord[]> => {
  const { log, topic, limit } = options
  const [starts, ends] = await Promise.all([log.starts(topic), log.ends(topic)])
  const end = ends[0] ?? 0
  const from = Math.max(options.from, starts[0] ?? 0)
  if (from >= end) return []
  const found: LogRecord[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const subscription: Subscription = await log.subscribe({
    topics: [topic],
    from: () => from,
    maxRecords: limit,
    onBatch: (batch) => {
      for (const record of batch.records) {
        if (record.offset < end && found.length < limit) found.push(record)
      }
      if (batch.next >= end || found.length >= limit) resolve()
    },
  })
  try {
    await Promise.race([promise, subscription.done])
  } finally {
    await subscription.stop()
  }
  return found
}
