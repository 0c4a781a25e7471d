import {
  isBookkeeping,
  type ServingPart,
  type StateEnvelope,
  type SubjectKey,
  type Transition,
} from '@waymark/schemas'
import { createStateReader, type LogBatch, type LogRecord } from '@waymark/storage'
import { createPartReader, servingLine } from './serving-line.ts'

/** What ingest knows of the people: only those with something to be served are in it. */
export interface ServingView {
  readonly apply: (batch: LogBatch) => void
  readonly get: (subject: SubjectKey) => ServingPart | undefined
  /** Subjects in the view. */
  readonly size: () => number
}

interface ViewDeps {
  readonly onChange: (subject: SubjectKey) => void
  /** Every transition of every record that counts, once. */
  readonly onTransitions: (transitions: readonly Transition[]) => void
  readonly onUnreadable: (record: LogRecord, error: unknown) => void
}

interface Entry {
  readonly epoch: number
  readonly version: number
  readonly part: ServingPart
}

const isEmpty = (part: ServingPart): boolean =>
  part.as === undefined &&
  part.dec.length === 0 &&
  part.mile.length === 0 &&
  (part.amile === undefined || part.amile.length === 0)

/** Of records that count, epochs never go back. */
const isOlder = (envelope: StateEnvelope, entry: Entry | undefined): boolean =>
  entry !== undefined && envelope.e === entry.epoch && envelope.n < entry.version

/**
 * Keeps the serving parts of `state` in memory. A record of an owner that had lost its partition does not count: after a
 * take-over mark, lower epochs are ignored; of one subject's records the highest version wins.
 */
export const createServingView = (deps: ViewDeps): ServingView => {
  const entries = new Map<SubjectKey, Entry>()
  const { envelopeOf } = createStateReader()
  const readPart = createPartReader()

  const put = (envelope: StateEnvelope, part: ServingPart): void => {
    const before = entries.get(envelope.s)
    if (isOlder(envelope, before)) return
    if (isEmpty(part)) entries.delete(envelope.s)
    else entries.set(envelope.s, { epoch: envelope.e, version: envelope.n, part })
    if (before || !isEmpty(part)) deps.onChange(envelope.s)
  }

  const applyRecord = (record: LogRecord): void => {
    const envelope = envelopeOf(record)
    if (record.value === null) {
      if (!isBookkeeping(record.key) && entries.delete(record.key)) deps.onChange(record.key)
      return
    }
    if (!envelope) return
    put(envelope, readPart(servingLine(record.value)))
    if (envelope.t.length > 0) deps.onTransitions(envelope.t)
  }

  return {
    apply: (batch) => {
      for (const record of batch.records) {
        try {
          applyRecord(record)
        } catch (error) {
          deps.onUnreadable(record, error)
        }
      }
    },
    get: (subject) => entries.get(subject)?.part,
    size: () => entries.size,
  }
}
