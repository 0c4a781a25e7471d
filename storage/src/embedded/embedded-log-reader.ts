import type { Topic } from '@waymark/schemas'
import type { LogRecord } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { loadGroups } from './consumer-groups.ts'
import { openReadOnlyEnvironment } from './environment.ts'
import { readInstall } from './install.ts'
import { loadSlots } from './load-slots.ts'
import { readRecords } from './read-records.ts'
import type { Slot } from './slot.ts'

/** A log as it was when it was opened, for looking into an instance without starting it. */
export interface EmbeddedLogReader {
  readonly partitions: number
  readonly starts: (topic: Topic) => readonly number[]
  readonly ends: (topic: Topic) => readonly number[]
  /** Groups that ever committed on the topic, with how far they came per partition. */
  readonly groups: (topic: Topic) => ReadonlyMap<string, readonly (number | undefined)[]>
  /** Records of a partition from `offset` on; at most `limit`, none at the end. */
  readonly read: (
    topic: Topic,
    partition: number,
    range: { readonly offset: number; readonly limit: number },
  ) => readonly LogRecord[]
  readonly close: () => Promise<void>
}

const READ_BYTES = 16 * 1024 * 1024

/**
 * Opens a log for reading only; takes no lock and changes nothing.
 * @throws StorageError `rejected` where the directory holds no log
 */
export const openEmbeddedLogReadOnly = async (config: {
  readonly dir: string
}): Promise<EmbeddedLogReader> => {
  const env = openReadOnlyEnvironment(config.dir)
  const install = env.meta && readInstall(env.meta)
  if (!install) {
    await env.close()
    throw new StorageError(`${config.dir} holds no log`, { code: 'rejected', retryable: false })
  }
  const { partitions } = install
  const table = loadSlots(env, partitions)
  const groups = loadGroups(env, table)
  return {
    partitions,
    starts: (topic) => table[topic].map((slot) => slot.start),
    ends: (topic) => table[topic].map((slot) => slot.end),
    groups: (topic) =>
      new Map(
        [...groups[topic]].map(([group, positions]) => [
          group,
          table[topic].map((slot) => positions.get(slot)),
        ]),
      ),
    read: (topic, partition, { offset, limit }) => {
      const slot: Slot | undefined = table[topic][partition]
      return slot
        ? readRecords(env.log, slot, { offset, maxRecords: limit, maxBytes: READ_BYTES })
        : []
    },
    close: env.close,
  }
}
