import { closedError } from '../closed-error.ts'
import type { NewRecord, Position } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { commitError, requireRoom } from './embedded-error.ts'
import type { Environment } from './environment.ts'
import { type Appending, type Layout, layOut } from './lay-out.ts'
import type { Slot } from './slot.ts'
import { createWaitingRoom, type Departure, type WaitingRoom } from './waiting-room.ts'

const ARENA_BYTES = 1024 * 1024
const PROBE = Buffer.from('probe', 'utf8')
const LARGEST_PROBE_BYTES = 1024 * 1024

export interface GroupCommit {
  /** Resolves when the records are on the disk. Everything of one call is in one transaction. */
  readonly append: (appending: Appending) => Promise<readonly Position[]>
  /** Runs other writes in the next transaction; resolves when they are on the disk. */
  readonly run: (writes: () => void) => Promise<void>
  /** Resolves when what was being written at the call has been settled. */
  readonly settled: () => Promise<void>
  readonly check: () => Promise<void>
  /** Writes what waits, then refuses everything. */
  readonly close: () => Promise<void>
}

export interface Durable {
  readonly from: number
  readonly at: number
  readonly records: readonly NewRecord[]
}

interface GroupCommitDeps {
  readonly now: () => number
  /** Called in offset order, once the records are on the disk and before their appends resolve. */
  readonly onDurable: (slot: Slot, durable: Durable) => void
  /** Called where records are dated by so many ms before those in front of them. */
  readonly onSetBack: (ms: number) => void
  /** Called once, when another process has the directory: nothing is written here any more. */
  readonly onTakenOver?: (error: StorageError) => void
}

const takenOver = (dir: string): StorageError =>
  new StorageError(`${dir} was taken over by another process; nothing was written`, {
    code: 'in_use',
    retryable: false,
  })

const broken = (cause: StorageError): StorageError =>
  new StorageError(`nothing is accepted after an earlier failure: ${cause.message}`, {
    code: 'unavailable',
    retryable: false,
    cause,
  })

/** Memory that one flush after the other encodes into; grows for a large one, shrinks after it. */
const createArena = (): ((bytes: number) => Buffer) => {
  let arena = Buffer.allocUnsafeSlow(ARENA_BYTES)
  return (bytes) => {
    const wanted = Math.max(ARENA_BYTES, 2 ** Math.ceil(Math.log2(bytes + 1)))
    if (wanted > arena.length || wanted * 16 < arena.length) arena = Buffer.allocUnsafeSlow(wanted)
    return arena
  }
}

const announce = (layout: Layout, { onDurable, onSetBack }: GroupCommitDeps): void => {
  for (const { slot, at, records } of layout.staged) {
    const from = slot.end
    if (at < slot.at) onSetBack(slot.at - at)
    slot.end += records.length
    slot.at = at
    onDurable(slot, { from, at, records })
  }
}

/** Writes one flush after the other; `state` says what has to be refused for good, and what did not fit last time. */
const createFlush = (env: Environment, deps: GroupCommitDeps, room: WaitingRoom) => {
  const arena = createArena()
  const state: { refusal?: StorageError; failedBytes?: number | undefined } = {}

  const write = async (writes: () => void, bytes: number): Promise<void> => {
    let written: boolean
    try {
      written = await env.write(writes)
    } catch (error) {
      const failure = await commitError(error, { dir: env.dir, bytes })
      if (failure.code !== 'disk_full') state.refusal = broken(failure)
      throw failure
    }
    if (!written) {
      state.refusal = takenOver(env.dir)
      deps.onTakenOver?.(state.refusal)
      throw state.refusal
    }
  }

  const writeAll = async ({ appends, others, bytes }: Departure): Promise<void> => {
    if (state.refusal) throw state.refusal
    await requireRoom({ dir: env.dir, bytes })
    const appending = appends.map((append) => append.appending)
    const layout = layOut(appending, arena(bytes), deps.now())
    await write(() => {
      for (const { key, value } of layout.puts) void env.log.put(key, value)
      for (const { writes } of others) writes()
    }, bytes)
    announce(layout, deps)
    for (const [i, { resolve }] of appends.entries()) resolve(layout.positions[i] ?? [])
    for (const { resolve } of others) resolve()
  }

  const flush = async (): Promise<void> => {
    const departure = room.take()
    try {
      await writeAll(departure)
      state.failedBytes = undefined
    } catch (error) {
      state.failedBytes = Math.max(departure.bytes, state.failedBytes ?? 0)
      for (const { reject } of [...departure.appends, ...departure.others]) reject(error)
    }
  }
  return { state, flush }
}

/**
 * Group commit: while one transaction is on its way to the disk, the next collects everything that arrives.
 * One writer, one transaction at a time; offsets are given out here and nowhere else.
 */
export const createGroupCommit = (env: Environment, deps: GroupCommitDeps): GroupCommit => {
  const room = createWaitingRoom()
  const { state, flush } = createFlush(env, deps, room)
  let running: Promise<void> | undefined
  let writing: Promise<void> | undefined
  let closed = false

  const flushAll = async (): Promise<void> => {
    while (!room.isEmpty()) {
      // Once per turn, so that what arrives together is written together.
      await new Promise((resolve) => setImmediate(resolve))
      writing = flush()
      await writing
      writing = undefined
    }
    running = undefined
  }
  const start = (): void => {
    running ??= flushAll()
  }
  const refuse = (): void => {
    if (closed) throw closedError()
    if (state.refusal) throw state.refusal
  }

  const run = (writes: () => void): Promise<void> =>
    new Promise((resolve, reject) => {
      refuse()
      room.addWrites({ writes, resolve, reject })
      start()
    })

  return {
    append: (appending) =>
      new Promise((resolve, reject) => {
        refuse()
        room.addAppend({ appending, resolve, reject })
        start()
      }),
    run,
    settled: async () => {
      await writing
    },
    check: async () => {
      refuse()
      await requireRoom({ dir: env.dir, bytes: state.failedBytes ?? 0 })
      if (state.failedBytes === undefined) return
      // Only a write can tell whether there is room again, and only one as large as what did not fit.
      const size = Math.min(state.failedBytes, LARGEST_PROBE_BYTES)
      await run(() => void env.meta.put(PROBE, Buffer.alloc(size)))
      await run(() => void env.meta.remove(PROBE))
    },
    close: async () => {
      closed = true
      await running
    },
  }
}
