import type { Topic } from '@waymark/schemas'
import type { LogRecord, NewRecord } from '../event-log.ts'

/**
 * A chunk is one LMDB value: records of one partition that were appended together.
 * One B-tree insert for many records is what makes an append cheap.
 *
 *   u8 version, f64 at, u32 count, then per record: u32 value length (or NO_VALUE), u16 key length, key, value
 */
const VERSION = 1
const HEADER_BYTES = 13
const RECORD_HEADER_BYTES = 6
const NO_VALUE = 0xffffffff
/** UTF-8 takes at most this many bytes for a UTF-16 code unit. */
const BYTES_PER_UNIT = 3

/** An upper bound of what the record takes, a header of its own included. */
export const encodedBound = (record: NewRecord): number =>
  HEADER_BYTES +
  RECORD_HEADER_BYTES +
  record.key.length * BYTES_PER_UNIT +
  (record.value?.length ?? 0)

interface ChunkSpan {
  readonly records: readonly NewRecord[]
  readonly from: number
  readonly at: number
  /** Stop after the record that reaches this many bytes. */
  readonly softBytes: number
}

/** Writes records from `span.from` on into `into` at `start`; says where it ended and how many it took. */
export const writeChunk = (
  into: Buffer,
  start: number,
  span: ChunkSpan,
): { readonly end: number; readonly count: number } => {
  const { records, from, at, softBytes } = span
  const softEnd = start + softBytes
  let position = start + HEADER_BYTES
  let i = from
  for (; i < records.length && (i === from || position < softEnd); i++) {
    const { key, value } = records[i] as NewRecord
    const keyBytes = into.write(key, position + RECORD_HEADER_BYTES, 'utf8')
    into.writeUInt32LE(value === null ? NO_VALUE : value.length, position)
    into.writeUInt16LE(keyBytes, position + 4)
    position += RECORD_HEADER_BYTES + keyBytes
    if (value !== null) {
      into.set(value, position)
      position += value.length
    }
  }
  into[start] = VERSION
  into.writeDoubleLE(at, start + 1)
  into.writeUInt32LE(i - from, start + 9)
  return { end: position, count: i - from }
}

export const chunkAt = (chunk: Buffer): number => chunk.readDoubleLE(1)

export const chunkCount = (chunk: Buffer): number => chunk.readUInt32LE(9)

interface ChunkPlace {
  readonly topic: Topic
  readonly partition: number
  /** Offset of the chunk's first record. */
  readonly base: number
}

/** Hands each record of the chunk from offset `from` on to `take`, until it returns false. */
export const readChunk = (
  chunk: Buffer,
  place: ChunkPlace & { readonly from: number },
  take: (record: LogRecord) => boolean,
): void => {
  if (chunk[0] !== VERSION) throw new Error(`unknown chunk version ${chunk[0]}`)
  const at = chunkAt(chunk)
  const count = chunkCount(chunk)
  const { topic, partition, base, from } = place
  let position = HEADER_BYTES
  for (let i = 0; i < count; i++) {
    const valueLength = chunk.readUInt32LE(position)
    const keyStart = position + RECORD_HEADER_BYTES
    const valueStart = keyStart + chunk.readUInt16LE(position + 4)
    position = valueLength === NO_VALUE ? valueStart : valueStart + valueLength
    if (base + i < from) continue
    const key = chunk.toString('utf8', keyStart, valueStart)
    const value = valueLength === NO_VALUE ? null : chunk.subarray(valueStart, position)
    if (!take({ topic, partition, offset: base + i, key, value, at })) return
  }
}
