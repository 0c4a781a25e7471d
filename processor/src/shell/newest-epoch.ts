import type { OwnerPosition, StateEnvelope } from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import { decodeLine, isMark, isPosition } from './state-codec.ts'

/**
 * Reads what counts on `state`: marks are not records, and what an older owner wrote after a take-over does not count.
 * `known`: an epoch that began before the first record to be read.
 */
export const createLineReader = (
  known = -1,
): ((record: LogRecord) => StateEnvelope | OwnerPosition | undefined) => {
  const epochs = new Map<number, number>()
  return (record) => {
    if (!record.value) return undefined
    const line = decodeLine(record.value)
    const epoch = epochs.get(record.partition) ?? known
    if (isMark(line)) {
      epochs.set(record.partition, Math.max(epoch, record.offset))
      return undefined
    }
    if (line.e < epoch) return undefined
    if (line.e > epoch) epochs.set(record.partition, line.e)
    return line
  }
}

/** Reads the envelopes of `state` as every consumer must: without the owners' bookkeeping and what does not count. */
export const createEnvelopeReader = (): ((record: LogRecord) => StateEnvelope | undefined) => {
  const lineOf = createLineReader()
  return (record) => {
    const line = lineOf(record)
    return line && !isPosition(line) ? line : undefined
  }
}
