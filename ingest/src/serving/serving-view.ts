import {
  isBookkeeping,
  type ServingPart,
  type StateEnvelope,
  type SubjectKey,
  type Transition,
} from '@waymark/schemas'
import {
  createStateReader,
  type LogBatch,
  type LogRecord,
  parseStateHead,
  parseStateLine,
} from '@waymark/storage'
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
  /** Of every record that counts, once: how to read its transitions. Few want to know, and nobody at the start. */
  readonly onTransitions: (read: () => readonly Transition[]) => void
  readonly onUnreadable: (record: LogRecord, error: unknown) => void
}

interface Entry {
  readonly epoch: number
  readonly version: number
  readonly part: ServingPart
}

const isEmpty = (part: ServingPart): boolean =>
  part.as === undefined &&
  part.over === undefined &&
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
  const { envelopeOf } = createStateReader({ parse: parseStateHead })
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
    const { value } = record
    if (value === null) {
      if (!isBookkeeping(record.key) && entries.delete(record.key)) deps.onChange(record.key)
      return
    }
    if (!envelope) return
    put(envelope, readPart(servingLine(value)))
    deps.onTransitions(() => (parseStateLine(value) as StateEnvelope).t)
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
