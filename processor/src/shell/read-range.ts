import type { Topic } from '@waymark/schemas'
import type { EventLog, LogRecord } from '@waymark/storage'

interface Range {
  readonly topic: Topic
  readonly partition: number
  readonly from: number
  /** Reads records below this offset. */
  readonly to: number
}

/** Hands every record of a range of one partition to `take`, in order, and resolves past the last of them. */
export const readRange = async (
  log: EventLog,
  { topic, partition, from, to }: Range,
  take: (record: LogRecord) => void,
): Promise<void> => {
  const start = Math.max(from, (await log.starts(topic))[partition] ?? 0)
  if (start >= to) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const subscription = await log.subscribe({
    topics: [topic],
    partitions: [partition],
    from: () => start,
    onBatch: (batch) => {
      for (const record of batch.records) if (record.offset < to) take(record)
      if (batch.next >= to) resolve()
    },
  })
  try {
    await Promise.race([promise, subscription.done])
  } finally {
    await subscription.stop()
  }
}
