import type { Topic } from '@waymark/schemas'
import type { EventLog, LogBatch, LogRecord, Lost, NewRecord } from '../event-log.ts'

/** A new, empty log of three partitions on a real engine. */
export interface LogUnderTest extends AsyncDisposable {
  readonly log: EventLog
  /** Closes the log and opens the same one again. */
  readonly reopen: () => Promise<EventLog>
  /** Has the log forget all that `events` holds, as its retention would after a week. */
  readonly forgetEvents: () => Promise<void>
  /** What the log has told of as lost. */
  readonly lost: readonly Lost[]
}

export type MakeLog = () => Promise<LogUnderTest>

export const PARTITIONS = 3

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

export const text = (record: LogRecord): string | null =>
  record.value === null ? null : Buffer.from(record.value).toString('utf8')

export const texts = (records: readonly LogRecord[]): readonly (string | null)[] =>
  records.map(text)

export const event = (value: string, partition = 0): NewRecord => ({
  topic: 'events',
  key: 'prod/u/ada',
  value: bytes(value),
  partition,
})

/** A promise with its ends in the open, to hold a handler back without sleeping. */
export interface Gate {
  readonly passed: Promise<void>
  readonly open: () => void
}

export const gate = (): Gate => {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open }
}

export interface Inbox {
  readonly records: LogRecord[]
  readonly batches: LogBatch[]
  readonly onBatch: (batch: LogBatch) => void
  /** Resolves when that many records have come. */
  readonly until: (count: number) => Promise<readonly LogRecord[]>
}

/** Collects what a subscription delivers. */
export const inbox = (): Inbox => {
  const records: LogRecord[] = []
  const batches: LogBatch[] = []
  let waiting: { readonly count: number; readonly resolve: () => void }[] = []
  return {
    records,
    batches,
    onBatch: (batch) => {
      batches.push(batch)
      records.push(...batch.records)
      for (const { count, resolve } of waiting) if (records.length >= count) resolve()
      waiting = waiting.filter(({ count }) => records.length < count)
    },
    until: async (count) => {
      if (records.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push({ count, resolve })
        })
      }
      return records
    },
  }
}

/** Reads that many records of a topic from its beginning. */
export const readAll = async (
  log: EventLog,
  topic: Topic,
  count: number,
): Promise<readonly LogRecord[]> => {
  const { onBatch, until } = inbox()
  const subscription = await log.subscribe({ topics: [topic], from: () => 0, onBatch })
  const records = await until(count)
  await subscription.stop()
  return records
}

/** Per partition, the records in the order in which they came. */
export const byPartition = (records: readonly LogRecord[]): readonly (readonly LogRecord[])[] =>
  Array.from({ length: PARTITIONS }, (_, partition) =>
    records.filter((record) => record.partition === partition),
  )
