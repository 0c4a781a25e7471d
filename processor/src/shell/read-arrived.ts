import { type DeadLetter, parseSubjectKey, type SubjectKey } from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import type { FoldInput } from '../fold/input.ts'
import { decodeEventsRecord, decodeRelayRecord, UnreadableRecord } from './events-codec.ts'

/** An input and the record that it came from, for the dead letters. */
export interface Arrived {
  readonly subject: SubjectKey
  readonly input: FoldInput
  readonly record?: LogRecord
}

/** The original bytes and the reason. */
export const deadLetter = (record: LogRecord, error: unknown): DeadLetter => ({
  v: 1,
  topic: record.topic,
  partition: record.partition,
  offset: record.offset,
  key: record.key,
  at: record.at,
  reason: error instanceof Error ? error.message : String(error),
  value: Buffer.from(record.value ?? []).toString('base64'),
})

/** Reads the records of a batch; what cannot be read is a dead letter. */
export const readArrived = (
  records: readonly LogRecord[],
): { readonly arrived: readonly Arrived[]; readonly dead: readonly DeadLetter[] } => {
  const arrived: Arrived[] = []
  const dead: DeadLetter[] = []
  for (const record of records) {
    const { key: subject, at, partition, offset } = record
    try {
      if (!parseSubjectKey(subject)) throw new UnreadableRecord('its key is not a subject')
      const where = { at, partition, offset }
      const input: FoldInput =
        record.topic === 'relay'
          ? { kind: 'relay', record: decodeRelayRecord(record.value), ...where }
          : { kind: 'events', record: decodeEventsRecord(record.value), ...where }
      arrived.push({ subject, input, record })
    } catch (error) {
      dead.push(deadLetter(record, error))
    }
  }
  return { arrived, dead }
}
