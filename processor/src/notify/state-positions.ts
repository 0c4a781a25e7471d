import type { Clock, Logger } from '@waymark/runtime'
import { type EventLog, epochsAt, StorageError } from '@waymark/storage'
import { createSignalReader, type SignalReader } from './read-signals.ts'

/** How far one partition of `state` has been read, and how far it had been filled at the start. */
export interface StatePartition {
  readonly reader: SignalReader
  readonly end: number
  next: number
}

/** Where the notifier stands in `state`. */
export interface StatePositions {
  readonly get: (partition: number) => StatePartition | undefined
  readonly isBehind: () => boolean
  /** Stores how far a partition was read: `now`, or within a second, together with what is read meanwhile. */
  readonly commit: (partition: number, now: boolean) => Promise<void>
  readonly commitAll: () => Promise<void>
}

export interface StatePositionsDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly logger: Logger
}

const group = 'notifier'
const topic = 'state'
/** Not every batch is worth a write of its own; what is read twice is known by its ids. */
const commitEveryMs = 1000

interface Position extends StatePartition {
  committed: number
  committedAt: number
}

const open = async (log: EventLog, only?: readonly number[]): Promise<Map<number, Position>> => {
  const ends = await log.ends(topic)
  const [committed, starts] = await Promise.all([log.committed(group, topic), log.starts(topic)])
  const owned = only ?? ends.map((_, partition) => partition)
  const nexts = ends.map((_, partition) =>
    owned.includes(partition)
      ? Math.max(committed[partition] ?? 0, starts[partition] ?? 0)
      : undefined,
  )
  const epochs = await epochsAt(log, { topic: 'state', offsets: nexts })
  const positions = owned.map((partition): [number, Position] => {
    const next = nexts[partition] ?? 0
    const position = {
      reader: createSignalReader(epochs[partition]),
      end: ends[partition] ?? 0,
      next,
      committed: committed[partition] ?? 0,
      committedAt: 0,
    }
    return [partition, position]
  })
  return new Map(positions)
}

/** Asks the log where its partitions end now, and where this reader stopped. */
export const openStatePositions = async (
  deps: StatePositionsDeps,
  only?: readonly number[],
): Promise<StatePositions> => {
  const { log, clock, logger } = deps
  const positions = await open(log, only)
  const store = async (partition: number, position: Position): Promise<void> => {
    const { next } = position
    if (next <= position.committed) return
    try {
      await log.commit(group, topic, partition, next)
      position.committed = next
      position.committedAt = clock()
    } catch (error) {
      if (!(error instanceof StorageError && error.retryable)) throw error
      logger.warn({ err: error, partition }, 'The position in the log could not be stored')
    }
  }
  const storeAll = async (): Promise<void> => {
    await Promise.all([...positions].map((entry) => store(...entry)))
  }
  let later: NodeJS.Timeout | undefined
  /** The last batch before a silence is stored, too: nobody is to look behind who is not. */
  const storeLater = (): void => {
    later ??= setTimeout(() => {
      later = undefined
      storeAll().catch((error: unknown) =>
        logger.error({ err: error }, 'The positions in the log could not be stored'),
      )
    }, commitEveryMs).unref()
  }
  return {
    get: (partition) => positions.get(partition),
    isBehind: () => [...positions.values()].some(({ next, end }) => next < end),
    commit: async (partition, now) => {
      const position = positions.get(partition)
      if (!position) return
      if (now || clock() - position.committedAt >= commitEveryMs) await store(partition, position)
      else storeLater()
    },
    commitAll: async () => {
      clearTimeout(later)
      later = undefined
      await storeAll()
    },
  }
}
