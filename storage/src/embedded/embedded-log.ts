import type { Topic } from '@waymark/schemas'
import { checkSize, placeOf } from '../check-records.ts'
import { closedError } from '../closed-error.ts'
import type { EventLog, EventLogDeps, LogRecord, NewRecord } from '../event-log.ts'
import type { StorageError } from '../storage-error.ts'
import { createSubscriptionSet } from '../subscription-set.ts'
import { encodedBound } from './chunk.ts'
import { createConsumerGroups } from './consumer-groups.ts'
import { type DirectoryLock, lockDirectory } from './directory-lock.ts'
import { startSubscription } from './embedded-subscription.ts'
import { type Environment, openEnvironment } from './environment.ts'
import { createGroupCommit, type Durable } from './group-commit.ts'
import { settleInstall } from './install.ts'
import { createKeyIndex, type KeyIndex } from './key-index.ts'
import type { Appending } from './lay-out.ts'
import { loadSlots } from './load-slots.ts'
import { readRecords } from './read-records.ts'
import { allSlots, type Slot, type SlotTable } from './slot.ts'
import { startRetention } from './start-retention.ts'

export interface EmbeddedLogConfig {
  /** Directory of the log; made where it is missing. One process at a time. */
  readonly dir: string
  /** Fixed when the log is first opened. */
  readonly partitions?: number
  /** How often to look for what may be forgotten; 0 never does by itself. */
  readonly retainEveryMs?: number
}

export interface EmbeddedLogDeps extends EventLogDeps {
  readonly now?: () => number
  /** Told when the clock is found set back by so many ms: what was written before is dated ahead of what comes now. */
  readonly onSetBack?: (ms: number) => void
  /** Told when a pass of retention failed; the next one tries again. */
  readonly onRetentionError?: (error: unknown) => void
  /** Told, once, that another process has taken the directory. All that is appended from then on is refused: the process has to end. */
  readonly onTakenOver?: (error: StorageError) => void
}

/** The log in one process, on LMDB. Appended values must not be changed afterwards: subscribers may be handed them as they are. */
export interface EmbeddedLog extends EventLog {
  /** The newest record of a key of a topic that keeps the latest; `undefined` where it has none or was deleted. */
  readonly latest: (topic: Topic, key: string, partition?: number) => LogRecord | undefined
  /** Forgets now what the topics need not keep. In short transactions; appends and readers go on meanwhile. */
  readonly retain: () => Promise<void>
}

const PARTITIONS = 8
const RETAIN_EVERY_MS = 15_000

const prepare = (slotOf: (record: NewRecord) => Slot, records: readonly NewRecord[]): Appending => {
  let bytes = 0
  const slots = records.map((record) => {
    checkSize(record)
    bytes += encodedBound(record)
    return slotOf(record)
  })
  return { records, slots, bytes }
}

/** Subscribers at the tail need not read what was just written; without any, nothing is made for them. */
const handToListeners = (slot: Slot, { from, at, records }: Durable): void => {
  if (slot.listeners.size === 0) return
  const { topic, partition } = slot
  const seen = records.map(({ key, value }, i): LogRecord => {
    return { topic, partition, offset: from + i, key, value, at }
  })
  for (const listener of slot.listeners) listener.onDurable(from, seen)
}

const loadIndexes = (env: Environment, table: SlotTable): ReadonlyMap<Slot, KeyIndex> =>
  new Map(
    allSlots(table)
      .filter((slot) => slot.retention.keep === 'latest')
      .map((slot) => [slot, createKeyIndex(env, slot)]),
  )

interface WireOptions {
  readonly config: EmbeddedLogConfig
  readonly deps: EmbeddedLogDeps
  readonly lock: DirectoryLock
  readonly id: string
}

/** The parts behind the log, each knowing only what it needs of the others. */
const assemble = (env: Environment, partitions: number, { config, deps }: WireOptions) => {
  const { onTakenOver } = deps
  const now = deps.now ?? Date.now
  const table = loadSlots(env, partitions)
  const indexes = loadIndexes(env, table)
  const groupCommit = createGroupCommit(env, {
    now,
    onSetBack: deps.onSetBack ?? (() => undefined),
    onDurable: (slot, durable) => {
      retention.touch()
      indexes.get(slot)?.note(durable.from, durable.records)
      handToListeners(slot, durable)
    },
    ...(onTakenOver ? { onTakenOver } : {}),
  })
  const groups = createConsumerGroups(env, table, groupCommit)
  const retention = startRetention(
    { env, groupCommit, groups, now },
    {
      everyMs: config.retainEveryMs ?? RETAIN_EVERY_MS,
      slots: allSlots(table),
      indexes,
      onError: deps.onRetentionError ?? (() => undefined),
    },
  )
  return { table, indexes, groupCommit, groups, retention }
}

const wire = (env: Environment, partitions: number, options: WireOptions): EmbeddedLog => {
  const { table, indexes, groupCommit, groups, retention } = assemble(env, partitions, options)
  const subscriptions = createSubscriptionSet()
  const { onLost = () => undefined } = options.deps
  let closing: Promise<void> | undefined
  const open = (): void => {
    if (closing !== undefined) throw closedError()
  }
  const close = async (): Promise<void> => {
    await subscriptions.stopAll()
    const retired = retention.stop()
    await groupCommit.close()
    await retired
    await env.close()
    options.lock.release()
  }
  const slotOf = (place: NewRecord): Slot => table[place.topic][placeOf(place, partitions)] as Slot

  return {
    id: options.id,
    partitions,
    append: async (records) => {
      open()
      return records.length === 0 ? [] : groupCommit.append(prepare(slotOf, records))
    },
    subscribe: async (wanted) => {
      open()
      return subscriptions.add(
        await startSubscription({ log: env.log, table, onLost, check: open }, wanted),
      )
    },
    ends: async (topic) => {
      open()
      // What is on its way was appended before this call; its records must not turn up behind what is answered here.
      await groupCommit.settled()
      return table[topic].map((slot) => slot.end)
    },
    starts: async (topic) => {
      open()
      return table[topic].map((slot) => slot.start)
    },
    commit: async (...[group, topic, partition, next]) => {
      open()
      retention.touch()
      await groups.commit(group, slotOf({ topic, key: '', value: null, partition }), next)
    },
    committed: async (group, topic) => {
      open()
      return groups.committed(group, topic)
    },
    check: async () => {
      open()
      await groupCommit.check()
    },
    close: () => {
      closing ??= close()
      return closing
    },
    latest: (topic, key, partition) => {
      open()
      const place = partition === undefined ? {} : { partition }
      const slot = slotOf({ topic, key, value: null, ...place })
      const newest = indexes.get(slot)?.newest(key)
      if (!newest || newest.deleted) return undefined
      return readRecords(env.log, slot, { offset: newest.offset, maxRecords: 1, maxBytes: 1 })[0]
    },
    retain: async () => {
      open()
      await retention.retain()
    },
  }
}

/**
 * Opens the log in a directory, or makes it.
 * @throws StorageError `in_use` (another process has it), `rejected` (installed with another number of partitions), `corrupt`.
 *
 * @example
 * const log = await createEmbeddedLog({ dir: 'data/log' })
 * const [position] = await log.append([{ topic: 'events', key: 'prod/u/ada', value }])
 */
export const createEmbeddedLog = async (
  config: EmbeddedLogConfig,
  deps: EmbeddedLogDeps = {},
): Promise<EmbeddedLog> => {
  const partitions = config.partitions ?? PARTITIONS
  const lock = lockDirectory(config.dir)
  let env: Environment | undefined
  try {
    env = await openEnvironment(config.dir)
    const id = await settleInstall(env, partitions)
    return wire(env, partitions, { config, deps, lock, id })
  } catch (error) {
    await env?.close()
    lock.release()
    throw error
  }
}
