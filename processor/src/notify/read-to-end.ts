import type { Topic } from '@waymark/schemas'
import type { EventLog, LogRecord } from '@waymark/storage'

/** The tail of a topic may have been forgotten: then nothing comes, and what is silent this long has been read. */
export const defaultSilenceMs = 5_000

interface Range {
  readonly topic: Topic
  readonly from: number
  readonly end: number
  readonly silenceMs?: number
}

/** Reads a topic of one partition from an offset up to an end. */
export const readToEnd = async (
  log: EventLog,
  { topic, from, end, silenceMs = defaultSilenceMs }: Range,
  onRecord: (record: LogRecord) => void,
): Promise<void> => {
  const [start = 0] = await log.starts(topic)
  if (Math.max(from, start) >= end) return
  let timer: NodeJS.Timeout | undefined
  let finish = (): void => undefined
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const awaitMore = (): void => {
    clearTimeout(timer)
    timer = setTimeout(finish, silenceMs)
  }
  awaitMore()
  const subscription = await log.subscribe({
    topics: [topic],
    from: () => from,
    onBatch: ({ records, next }) => {
      for (const record of records) if (record.offset < end) onRecord(record)
      if (next >= end) finish()
      else awaitMore()
    },
  })
  try {
    await Promise.race([finished, subscription.done])
  } finally {
    clearTimeout(timer)
    await subscription.stop()
  }
}
