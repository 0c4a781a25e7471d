import type { Topic } from '@waymark/schemas'
import { checkSize, placeOf } from '../check-records.ts'
import type { EventLog, LogRecord, NewRecord, Subscription } from '../event-log.ts'
import { encodedBound } from './chunk.ts'
import { createConsumerGroups } from './consumer-groups.ts'
import { type DirectoryLock, lockDirectory } from './directory-lock.ts'
import { closedError } from './embedded-error.ts'
import { startSubscription } from './embedded-subscription.ts'
import { type Environment, openEnvironment } from './environment.ts'
import { createGroupCommit } from './group-commit.ts'
import { settleInstall } from './install.ts'
import { createKeyIndex, type KeyIndex } from './key-index.ts'
import type { Appending } from './lay-out.ts'
import { loadSlots } from './load-slots.ts'
import { readRecords } from './read-records.ts'
import { retainAll } from './retention.ts'
import { startRetentionTimer } from './retention-timer.ts'
import { allSlots, type Slot, type SlotTable } from './slot.ts'

export interface EmbeddedLogConfig {
  /** Directory of the log; made where it is missing. One process at a time. */
  readonly dir: string
  /** Fixed when the log is first opened. */
  readonly partitions?: number
  /** How often to look for what may be forgotten; 0 never does by itself. */
  readonly retainEveryMs?: number
}

export interface EmbeddedLogDeps {
  readonly now?: () => number
  /** Told when a pass of retention failed; the next one tries again. */
  readonly onRetentionError?: (error: unknown) => void
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

const prepare = (
  table: SlotTable,
  partitions: number,
  records: readonly NewRecord[],
): Appending => {
  let bytes = 0
  const slots = records.map((record) => {
    checkSize(record)
    bytes += encodedBound(record)
    return table[record.topic][placeOf(record, partitions)] as Slot
  })
  return { records, slots, bytes }
}

const loadIndexes = (env: Environment, table: SlotTable): ReadonlyMap<Slot, KeyIndex> =>
  new Map(
    allSlots(table)
      .filter((slot) => slot.retention.keep === 'latest')
      .map((slot) => [slot, createKeyIndex(env, slot)]),
  )

const wire = (
  env: Environment,
  partitions: number,
  options: {
    readonly config: EmbeddedLogConfig
    readonly deps: EmbeddedLogDeps
    readonly lock: DirectoryLock
  },
): EmbeddedLog => {
  const { config, deps, lock } = options
  const now = deps.now ?? Date.now
  const table = loadSlots(env, partitions)
  const indexes = loadIndexes(env, table)
  const groupCommit = createGroupCommit(env, {
    now,
    onDurable: (slot, { from, at, records }) => {
      timer.touch()
      indexes.get(slot)?.note(from, records)
      if (slot.listeners.size === 0) return
      const { topic, partition } = slot
      const seen = records.map(({ key, value }, i) => ({
        topic,
        partition,
        offset: from + i,
        key,
        value,
        at,
      }))
      for (const listener of slot.listeners) listener.onDurable(from, seen)
    },
  })
  const groups = createConsumerGroups(env, table, groupCommit)
  const subscriptions = new Set<Subscription>()
  const slotOf = (topic: Topic, partition: number): Slot => {
    placeOf({ topic, key: '', value: null, partition }, partitions)
    return table[topic][partition] as Slot
  }
  let retaining: Promise<void> | undefined
  const retain = (): Promise<void> => {
    retaining ??= retainAll({ env, groupCommit, groups, now }, allSlots(table), indexes).finally(
      () => {
        retaining = undefined
      },
    )
    return retaining
  }
  const timer = startRetentionTimer({
    everyMs: config.retainEveryMs ?? RETAIN_EVERY_MS,
    retain,
    onError: deps.onRetentionError ?? (() => undefined),
  })
  let closing: Promise<void> | undefined
  const open = (): void => {
    if (closing !== undefined) throw closedError()
  }
  const close = async (): Promise<void> => {
    timer.stop()
    await Promise.all([...subscriptions].map((subscription) => subscription.stop()))
    await groupCommit.close()
    await retaining?.catch(() => undefined)
    await env.close()
    lock.release()
  }

  return {
    partitions,
    append: async (records) => {
      open()
      return records.length === 0 ? [] : groupCommit.append(prepare(table, partitions, records))
    },
    subscribe: async (options) => {
      open()
      const subscription = await startSubscription(env.log, table, options)
      subscriptions.add(subscription)
      const forget = () => void subscriptions.delete(subscription)
      subscription.done.then(forget, forget)
      return subscription
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
      timer.touch()
      await groups.commit(group, slotOf(topic, partition), next)
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
      const slot = slotOf(
        topic,
        placeOf(
          { topic, key, value: null, ...(partition !== undefined && { partition }) },
          partitions,
        ),
      )
      const newest = indexes.get(slot)?.newest(key)
      if (!newest || newest.deleted) return undefined
      return readRecords(env.log, slot, { offset: newest.offset, maxRecords: 1, maxBytes: 1 })[0]
    },
    retain: async () => {
      open()
      await retain()
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
    await settleInstall(env, partitions)
    return wire(env, partitions, { config, deps, lock })
  } catch (error) {
    await env?.close()
    lock.release()
    throw error
  }
}
