import type { StateEnvelope } from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import { decodeEnvelope, isMark } from './state-codec.ts'

/**
 * Reads the envelopes of a `state` partition as every consumer must: marks are not records, and what an older owner wrote
 * after a take-over does not count.
 */
export const createEnvelopeReader = (): ((record: LogRecord) => StateEnvelope | undefined) => {
  const epochs = new Map<number, number>()
  return (record) => {
    if (!record.value) return undefined
    const line = decodeEnvelope(record.value)
    const epoch = epochs.get(record.partition) ?? -1
    if (isMark(line)) {
      epochs.set(record.partition, Math.max(epoch, record.offset))
      return undefined
    }
    if (line.e < epoch) return undefined
    if (line.e > epoch) epochs.set(record.partition, line.e)
    return line
  }
}
