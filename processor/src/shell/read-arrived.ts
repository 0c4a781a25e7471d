import { type DeadLetter, parseSubjectKey, type SubjectKey } from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import type { FoldInput } from '../fold/inputs/input.ts'
import { decodeEventsRecord, decodeRelayRecord, UnreadableRecord } from './events-codec.ts'

/** An input and the record that it came from, for the dead letters. */
export interface Arrived {
  readonly subject: SubjectKey
  readonly input: FoldInput
  readonly record?: LogRecord
}

/** What fits into a record as base64; the bytes of what is larger stay where they lie. */
const mostBytes = 2.5 * 1024 * 1024

/** The original bytes and the reason. */
export const deadLetter = (record: LogRecord, error: unknown): DeadLetter => {
  const { topic, partition, offset, key, at } = record
  const bytes = Buffer.from(record.value ?? [])
  const isKept = bytes.length <= mostBytes
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 1000)
  return {
    v: 1,
    topic,
    partition,
    offset,
    key,
    at,
    reason: isKept ? reason : `${reason} (its ${bytes.length} bytes are too many to repeat here)`,
    value: isKept ? bytes.toString('base64') : '',
  }
}

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
