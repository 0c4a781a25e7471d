import type { Topic } from '@waymark/schemas'
import type { LogRecord, SubscribeOptions } from '../event-log.ts'
import { createWakeUp } from '../wake-up.ts'

/** What may lie ready for a handler before no more is fetched for it. */
const AHEAD_BYTES = 512 * 1024

export interface Lane {
  readonly topic: Topic
  readonly partition: number
  /** The offset to fetch next. */
  readonly next: () => number
  /** Whether there is room for more. */
  readonly isHungry: () => boolean
  /** Takes what was fetched; `next` is where to fetch from then. Records below what it has already are left out. */
  readonly push: (records: readonly LogRecord[], next: number) => void
  /** Moves on without records: they are no longer kept. */
  readonly skipTo: (next: number) => void
  /** Delivers until stopped; rejects with what the handler rejects with. */
  readonly run: () => Promise<void>
  readonly stop: () => void
}

interface LaneOptions {
  readonly topic: Topic
  readonly partition: number
  readonly from: number
  readonly maxRecords: number
  readonly maxBytes: number
  readonly onBatch: SubscribeOptions['onBatch']
  readonly onSkip: SubscribeOptions['onSkip']
  /** There is room again. */
  readonly onHungry: () => void
}

const bytesOf = ({ key, value }: LogRecord): number => key.length + (value?.length ?? 0)

/** One partition's queue between the fetcher, which must not wait for a handler, and the handler. */
export const createLane = (options: LaneOptions): Lane => {
  const { topic, partition, maxRecords, maxBytes, onBatch, onSkip, onHungry } = options
  let fetchNext = options.from
  /** What the handler was told to be next. */
  let told = options.from
  let queue: LogRecord[] = []
  let queuedBytes = 0
  let stopped = false
  const wakeUp = createWakeUp()

  const take = (): readonly LogRecord[] => {
    let bytes = 0
    let count = 0
    for (const record of queue) {
      if (count >= maxRecords || bytes >= maxBytes) break
      bytes += bytesOf(record)
      count += 1
    }
    const rest = queue.splice(count)
    const taken = queue
    queue = rest
    const wasFull = queuedBytes >= AHEAD_BYTES
    queuedBytes -= bytes
    if (wasFull && queuedBytes < AHEAD_BYTES) onHungry()
    return taken
  }

  const deliver = async (records: readonly LogRecord[]): Promise<void> => {
    const last = records[records.length - 1] as LogRecord
    told = last.offset + 1
    await onBatch({ topic, partition, records, next: told })
  }

  const skip = async (): Promise<void> => {
    told = fetchNext
    await onSkip?.({ topic, partition, next: told })
  }

  return {
    topic,
    partition,
    next: () => fetchNext,
    isHungry: () => queuedBytes < AHEAD_BYTES,
    push: (records, next) => {
      for (const record of records) {
        if (record.offset < fetchNext) continue
        queue.push(record)
        queuedBytes += bytesOf(record)
      }
      fetchNext = Math.max(fetchNext, next)
      wakeUp.wake()
    },
    skipTo: (next) => {
      fetchNext = next
      wakeUp.wake()
    },
    run: async () => {
      while (!stopped) {
        if (queue.length > 0) await deliver(take())
        else if (told < fetchNext) await skip()
        else await wakeUp.wait()
      }
    },
    stop: () => {
      stopped = true
      wakeUp.wake()
    },
  }
}
