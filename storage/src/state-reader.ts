import {
  type DebtsLine,
  isBookkeeping,
  markKey,
  type OwnerPosition,
  type StateEnvelope,
} from '@waymark/schemas'
import { createEpochs, type KnownEpoch } from './epochs.ts'
import type { LogRecord } from './event-log.ts'

/** The first line of a record on `state` that is no take-over mark. */
export type StateLine = StateEnvelope | DebtsLine | OwnerPosition

/**
 * Reads the records of `state`, those of a partition in order. After a take-over mark, whose offset is the new epoch, what
 * carries a lower epoch counts for nobody: a replaced owner wrote it.
 */
export interface StateReader {
  /** A subject's record, its debts or an owner's position, where it counts. Marks and deletions say nothing. */
  readonly lineOf: (record: LogRecord) => StateLine | undefined
  /** A subject's record, where it counts. */
  readonly envelopeOf: (record: LogRecord) => StateEnvelope | undefined
  /** The epoch that is in force behind what was read, as far as what was read tells. */
  readonly epochOf: (partition: number) => number | undefined
}

export interface StateReaderOptions {
  /** The first line of a value, for who has it already; parsed unless given. */
  readonly parse?: (value: Uint8Array) => StateLine
  /** The epoch in force where the reading of a partition begins; see `epochsAt`. */
  readonly known?: KnownEpoch
}

const newline = 10

/** The first line of a value on `state`. */
export const parseStateLine = (value: Uint8Array): StateLine => {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const end = bytes.indexOf(newline)
  return JSON.parse(bytes.toString('utf8', 0, end < 0 ? bytes.length : end))
}

const transitionsBegin = ',"t":['

/**
 * The first line of a value on `state` without what it tells: `t` is empty. For whoever reads it all to know whose it is and
 * which version, as at a start; parsing what was told is most of the work. In a string no quote stands without a backslash, so that
 * what is looked for can only be the field.
 */
export const parseStateHead = (value: Uint8Array): StateLine => {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const at = bytes.indexOf(transitionsBegin)
  const end = bytes.indexOf(newline)
  if (at < 0 || (end >= 0 && at > end)) return parseStateLine(value)
  return JSON.parse(`${bytes.toString('utf8', 0, at)},"t":[]}`)
}

/** @throws (its functions) where a record is not what a processor writes. */
export const createStateReader = ({
  parse = parseStateLine,
  known,
}: StateReaderOptions = {}): StateReader => {
  const epochs = createEpochs(known)
  const lineOf = ({ key, value, partition, offset }: LogRecord): StateLine | undefined => {
    if (key === markKey) epochs.counts(partition, offset)
    if (key === markKey || value === null) return undefined
    const line = parse(value)
    // Its mark may have been compacted away since: it tells of its owner as well.
    return epochs.counts(partition, line.e) ? line : undefined
  }
  return {
    lineOf,
    epochOf: epochs.of,
    envelopeOf: (record) => {
      const line = lineOf(record)
      return line && !isBookkeeping(record.key) ? (line as StateEnvelope) : undefined
    },
  }
}
