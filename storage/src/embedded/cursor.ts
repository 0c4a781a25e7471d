import type { LogBatch, LogRecord, Lost, SubscribeOptions } from '../event-log.ts'
import { createWakeUp } from '../wake-up.ts'
import type { Tree } from './environment.ts'
import { type ReadLimits, readRecords } from './read-records.ts'
import type { Listener, Slot } from './slot.ts'

export interface Cursor {
  readonly run: () => Promise<void>
  readonly stop: () => void
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface CursorOptions extends ReadLimits {
  readonly slot: Slot
  readonly log: Tree
  readonly from: number
  readonly onBatch: SubscribeOptions['onBatch']
  readonly onSkip: SubscribeOptions['onSkip']
  readonly onLost: (lost: Lost) => void
}

/**
 * Walks one partition. At the tail it is handed records as they become durable and reads nothing;
 * once it falls behind by more than a batch it drops what it was handed and reads from the tree until it has caught up.
 */
export const createCursor = (options: CursorOptions): Cursor => {
  const { slot, log, onBatch, onSkip, maxRecords, maxBytes } = options
  let next = options.from
  /** What the handler was told to be next. */
  let told = options.from
  let stopped = false
  const wakeUp = createWakeUp()
  /** Contiguous from `next` to the end of the slot, or empty. */
  let handed: LogRecord[] = []
  let handedBytes = 0

  const forget = (): void => {
    handed = []
    handedBytes = 0
  }

  const listener: Listener = {
    onDurable: (from, records) => {
      const atTail = handed.length > 0 ? handed.at(-1)?.offset === from - 1 : next === from
      if (atTail) {
        for (const record of records) {
          handed.push(record)
          handedBytes += record.key.length + (record.value?.length ?? 0)
        }
        if (handed.length > maxRecords || handedBytes > maxBytes) forget()
      }
      wakeUp.wake()
    },
  }

  /** Of a topic that keeps the latest only what was superseded is gone. Who is at 0 asked for the oldest kept. */
  const skipForgotten = (): void => {
    if (next >= slot.start) return
    const { topic, partition, start: to } = slot
    if (next > 0 && slot.retention.keep === 'time')
      options.onLost({ topic, partition, from: next, to })
    next = to
  }

  const takeRecords = (): readonly LogRecord[] => {
    if (handed.length > 0) {
      const records = handed
      forget()
      return records
    }
    skipForgotten()
    if (next >= slot.end) return []
    return readRecords(log, slot, { offset: next, maxRecords, maxBytes })
  }

  const deliver = async (records: readonly LogRecord[]): Promise<void> => {
    const last = records[records.length - 1] as LogRecord
    const batch: LogBatch = {
      topic: slot.topic,
      partition: slot.partition,
      records,
      next: last.offset + 1,
    }
    next = batch.next
    told = next
    await onBatch(batch)
  }

  const skip = async (): Promise<void> => {
    told = next
    await onSkip?.({ topic: slot.topic, partition: slot.partition, next })
  }

  return {
    run: async () => {
      slot.listeners.add(listener)
      try {
        while (!stopped) {
          const fromMemory = handed.length > 0
          const records = takeRecords()
          if (records.length > 0) await deliver(records)
          // Everything up to the end of the slot may have been deleted meanwhile.
          else if (next < slot.end) next = slot.end
          else if (told < next) await skip()
          else await wakeUp.wait()
          // Catching up must not starve the process: a synchronous handler would never yield.
          if (!fromMemory) await nextTurn()
        }
      } finally {
        slot.listeners.delete(listener)
      }
    },
    stop: () => {
      stopped = true
      wakeUp.wake()
    },
  }
}
