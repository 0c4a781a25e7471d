import type { Topic } from '@waymark/schemas'

/** On disk for ever: never renumber, only add. */
export const topicIds = {
  events: 1,
  relay: 2,
  facts: 3,
  state: 4,
  definitions: 5,
  control: 6,
  deliveries: 7,
  deadletter: 8,
  assets: 9,
  refusals: 10,
  authoring: 11,
  versions: 12,
} as const satisfies Record<Topic, number>

const ENTRY_KEY_BYTES = 9

/** Key of what begins at `offset`: topic, partition, offset, big-endian, so that bytes sort as offsets do. */
export const entryKey = (topicId: number, partition: number, offset: number): Buffer => {
  const key = Buffer.allocUnsafe(ENTRY_KEY_BYTES)
  key[0] = topicId
  key.writeUInt16BE(partition, 1)
  key.writeUIntBE(offset, 3, 6)
  return key
}

/** Sorts before every entry of the partition. */
export const partitionStart = (topicId: number, partition: number): Buffer => {
  const key = Buffer.allocUnsafe(3)
  key[0] = topicId
  key.writeUInt16BE(partition, 1)
  return key
}

/** Sorts after every entry of the partition. */
export const partitionEnd = (topicId: number, partition: number): Buffer =>
  partitionStart(topicId, partition + 1)

export const offsetOf = (key: Buffer): number => key.readUIntBE(3, 6)

/** Key of the newest record of `key` in a partition of a topic that keeps the latest. */
export const indexKey = (topicId: number, partition: number, key: string): Buffer =>
  Buffer.concat([partitionStart(topicId, partition), Buffer.from(key, 'utf8')])

/** How far a group has come in a partition. */
export const groupKey = (topicId: number, partition: number, group: string): Buffer =>
  Buffer.concat([partitionStart(topicId, partition), Buffer.from(group, 'utf8')])

/** What is remembered of a partition itself: `end` when entries are deleted, `indexed` when the key index grows. */
export const partitionMetaKey = (
  name: 'end' | 'indexed',
  topicId: number,
  partition: number,
): Buffer => Buffer.from(`${name}/${topicId}/${partition}`, 'utf8')

export const numbers = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.allocUnsafe(values.length * 8)
  values.forEach((value, i) => {
    bytes.writeDoubleBE(value, i * 8)
  })
  return bytes
}

export const readNumbers = (bytes: Buffer): readonly number[] =>
  Array.from({ length: bytes.length >> 3 }, (_, i) => bytes.readDoubleBE(i * 8))
