import type { LogRecord } from '../event-log.ts'
import { readChunk } from './chunk.ts'
import type { Tree } from './environment.ts'
import { entryKey, offsetOf, partitionEnd, partitionStart } from './layout.ts'
import type { Slot } from './slot.ts'

export interface ReadLimits {
  readonly maxRecords: number
  readonly maxBytes: number
}

type Place = Pick<Slot, 'topic' | 'topicId' | 'partition'>

/** The key of the chunk that holds `offset`, or of the first one after it. */
const chunkHolding = (log: Tree, slot: Place, offset: number): Buffer => {
  const here = entryKey(slot.topicId, slot.partition, offset)
  for (const key of log.getKeys({
    start: here,
    end: partitionStart(slot.topicId, slot.partition),
    reverse: true,
    limit: 1,
  })) {
    return key
  }
  return here
}

/**
 * Records of a partition from `offset` on, up to the limits but at least one where there is one.
 * Synchronous: no read transaction outlives the call.
 */
export const readRecords = (
  log: Tree,
  slot: Place,
  range: { readonly offset: number } & ReadLimits,
): readonly LogRecord[] => {
  const { topic, topicId, partition } = slot
  const { offset: from, maxRecords, maxBytes } = range
  const records: LogRecord[] = []
  let bytes = 0
  const take = (record: LogRecord): boolean => {
    records.push(record)
    bytes += record.key.length + (record.value?.length ?? 0)
    return records.length < maxRecords && bytes < maxBytes
  }
  const start = chunkHolding(log, slot, from)
  for (const { key, value } of log.getRange({ start, end: partitionEnd(topicId, partition) })) {
    readChunk(value, { topic, partition, base: offsetOf(key), from }, take)
    if (records.length >= maxRecords || bytes >= maxBytes) break
  }
  return records
}

/** Key and value of the first entry at or after `offset`, or of the last one of the partition. */
export const firstEntry = (
  log: Tree,
  slot: Place,
  offset: number,
): { readonly offset: number; readonly chunk: Buffer } | undefined => {
  const start = entryKey(slot.topicId, slot.partition, offset)
  const end = partitionEnd(slot.topicId, slot.partition)
  for (const { key, value } of log.getRange({ start, end, limit: 1 })) {
    return { offset: offsetOf(key), chunk: value }
  }
  return undefined
}

export const lastEntry = (
  log: Tree,
  slot: Place,
): { readonly offset: number; readonly chunk: Buffer } | undefined => {
  const start = partitionEnd(slot.topicId, slot.partition)
  const end = partitionStart(slot.topicId, slot.partition)
  for (const { key, value } of log.getRange({ start, end, reverse: true, limit: 1 })) {
    return { offset: offsetOf(key), chunk: value }
  }
  return undefined
}
