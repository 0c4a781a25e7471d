import type { Position } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import type { Appending } from './lay-out.ts'

/** One transaction takes at most this much; the rest waits for the next. */
const FLUSH_BYTES = 16 * 1024 * 1024
/** With more than this waiting, appends are refused rather than kept in memory. */
const WAITING_BYTES = 256 * 1024 * 1024

interface Waiter {
  readonly reject: (error: unknown) => void
}

interface WaitingAppend extends Waiter {
  readonly appending: Appending
  readonly resolve: (positions: readonly Position[]) => void
}

/** Writes that are no records: how far groups are, what retention deletes. */
interface WaitingWrites extends Waiter {
  readonly writes: () => void
  readonly resolve: () => void
}

export interface Departure {
  readonly appends: readonly WaitingAppend[]
  readonly others: readonly WaitingWrites[]
  /** Upper bound of what the records take when encoded. */
  readonly bytes: number
}

/** What waits for the next transaction, in the order in which it came. */
export interface WaitingRoom {
  /** @throws StorageError `unavailable` where too much waits already */
  readonly addAppend: (append: WaitingAppend) => void
  readonly addWrites: (writes: WaitingWrites) => void
  /** As many appends as fit one transaction, at least one, and all other writes. */
  readonly take: () => Departure
  readonly isEmpty: () => boolean
}

export const createWaitingRoom = (): WaitingRoom => {
  let appends: WaitingAppend[] = []
  let others: WaitingWrites[] = []
  let waitingBytes = 0

  const takeAppends = (): {
    readonly appends: readonly WaitingAppend[]
    readonly bytes: number
  } => {
    let bytes = 0
    let count = 0
    for (const { appending } of appends) {
      if (count > 0 && bytes + appending.bytes > FLUSH_BYTES) break
      bytes += appending.bytes
      count += 1
    }
    const rest = count === appends.length ? [] : appends.splice(count)
    const taken = appends
    appends = rest
    waitingBytes -= bytes
    return { appends: taken, bytes }
  }

  return {
    addAppend: (append) => {
      if (waitingBytes > WAITING_BYTES) {
        throw new StorageError('more is waiting for the disk than memory may hold', {
          code: 'unavailable',
          retryable: true,
        })
      }
      waitingBytes += append.appending.bytes
      appends.push(append)
    },
    addWrites: (writes) => {
      others.push(writes)
    },
    take: () => {
      const taken = others
      others = []
      return { ...takeAppends(), others: taken }
    },
    isEmpty: () => appends.length === 0 && others.length === 0,
  }
}
