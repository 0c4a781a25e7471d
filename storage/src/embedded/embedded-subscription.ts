import type { Lost, SubscribeOptions, Subscription } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { createCursor } from './cursor.ts'
import type { Tree } from './environment.ts'
import type { Slot, SlotTable } from './slot.ts'

const MAX_RECORDS = 1000
const MAX_BYTES = 4 * 1024 * 1024

/** The partitions that a subscriber owns: all of a topic with a single one, the chosen of the others. */
const ownedSlots = (table: SlotTable, options: SubscribeOptions): readonly Slot[] =>
  options.topics.flatMap((topic) => {
    const slots = table[topic]
    const { partitions } = options
    return slots.length === 1 || !partitions
      ? slots
      : slots.filter((slot) => partitions.includes(slot.partition))
  })

interface SubscriptionContext {
  readonly log: Tree
  readonly table: SlotTable
  readonly onLost: (lost: Lost) => void
  /** Throws where the log was closed while positions were being asked for. */
  readonly check: () => void
}

/** A position beyond the end was given by a log that held more: going on would skip what takes its place. */
const withinLog = (slot: Slot, offset: number): number => {
  if (offset <= slot.end) return offset
  throw new StorageError(
    `offset ${offset} of ${slot.topic}/${slot.partition} is beyond its end ${slot.end}: records were lost`,
    { code: 'corrupt', retryable: false },
  )
}

/** One cursor per partition; the first that fails stops all of them. */
export const startSubscription = async (
  { log, table, onLost, check }: SubscriptionContext,
  options: SubscribeOptions,
): Promise<Subscription> => {
  const cursors = await Promise.all(
    ownedSlots(table, options).map(async (slot) =>
      createCursor({
        slot,
        log,
        from: withinLog(slot, await options.from(slot.topic, slot.partition)),
        onBatch: options.onBatch,
        onSkip: options.onSkip,
        onLost,
        maxRecords: options.maxRecords ?? MAX_RECORDS,
        maxBytes: options.maxBytes ?? MAX_BYTES,
      }),
    ),
  )
  check()
  const stopAll = (): void => {
    for (const cursor of cursors) cursor.stop()
  }
  let markStopped = (): void => undefined
  const stopping = new Promise<void>((resolve) => {
    markStopped = resolve
  })
  const runs = cursors.map((cursor) =>
    cursor.run().catch((error: unknown) => {
      stopAll()
      throw error
    }),
  )
  const settled = Promise.allSettled(runs)
  const finish = async (): Promise<void> => {
    const failed = (await settled).find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    // A subscription to no partition lives until it is stopped, like any other.
    await stopping
  }
  return {
    stop: async () => {
      stopAll()
      markStopped()
      await settled
    },
    done: finish(),
  }
}
