import { partitionOf, topics } from '@waymark/schemas'
import type { NewRecord } from './event-log.ts'
import { StorageError } from './storage-error.ts'

/** What one record may hold, the same for every engine: what fits the default log also fits the other. */
export const recordLimits = { keyBytes: 1500, valueBytes: 4 * 1024 * 1024 } as const

/** UTF-8 takes at most this many bytes for a UTF-16 code unit. */
const BYTES_PER_UNIT = 3

const tooLarge = (what: string, bytes: number, limit: number): StorageError =>
  new StorageError(`${what} of ${bytes} bytes is larger than ${limit}; nothing was written`, {
    code: 'too_large',
    retryable: false,
  })

/** @throws StorageError `too_large` */
export const checkSize = ({ key, value }: NewRecord): void => {
  if (key.length * BYTES_PER_UNIT > recordLimits.keyBytes) {
    const bytes = Buffer.byteLength(key)
    if (bytes > recordLimits.keyBytes) throw tooLarge('a key', bytes, recordLimits.keyBytes)
  }
  if (value !== null && value.length > recordLimits.valueBytes) {
    throw tooLarge('a value', value.length, recordLimits.valueBytes)
  }
}

/**
 * Where a record belongs: the partition it names, or the one of its key.
 * @throws StorageError `rejected` where the topic has no such partition
 */
export const placeOf = ({ topic, key, partition }: NewRecord, partitions: number): number => {
  const count = topics[topic].spread === 'one' ? 1 : partitions
  if (partition === undefined) return count === 1 ? 0 : partitionOf(key, count)
  if (Number.isInteger(partition) && partition >= 0 && partition < count) return partition
  throw new StorageError(`${topic} has partitions 0 to ${count - 1}, not ${partition}`, {
    code: 'rejected',
    retryable: false,
  })
}
