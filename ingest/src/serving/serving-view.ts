import { join } from 'node:path'
import {
  isBookkeeping,
  type ServingPart,
  type StateEnvelope,
  type SubjectKey,
  type Transition,
  topics,
} from '@waymark/schemas'
import {
  createStateReader,
  type DirectoryLock,
  type EventLog,
  type LogBatch,
  type LogRecord,
  lockDirectory,
  parseStateHead,
  parseStateLine,
} from '@waymark/storage'
import { openServingFile, type Place, type Served, type ServingFile } from './serving-file.ts'
import { isEmptyPart, parseServingLine, servingLine } from './serving-line.ts'
import { createServingStore, type ServingStore } from './serving-store.ts'

/** What ingest knows of the people: only those with something to be served are in it. */
export interface ServingView {
  /** Takes up what an earlier process has left on the disk. */
  readonly open: () => Promise<void>
  /** The first offset of a partition that has not been applied. */
  readonly from: (partition: number) => number
  /** A promise where the next batch should wait. */
  readonly apply: (batch: LogBatch) => Promise<void> | void
  readonly get: (subject: SubjectKey) => ServingPart | undefined
  readonly close: () => Promise<void>
}

interface ViewDeps {
  readonly log: Pick<EventLog, 'id' | 'ends'>
  readonly clock: () => number
  readonly onChange: (subject: SubjectKey) => void
  /** Of every record that counts: how to read its transitions. Few want to know, and nobody at the start. */
  readonly onTransitions: (read: () => readonly Transition[]) => void
  readonly onUnreadable: (record: LogRecord, error: unknown) => void
  readonly onUnwritten: (error: unknown) => void
}

/** Of records that count, epochs never go back. */
const isOlder = (envelope: StateEnvelope, served: Served | undefined): boolean =>
  served !== undefined && envelope.e === served.epoch && envelope.n < served.version

/** A log tells of a deletion for longer than this; who was away for longer may have missed one. */
const goodForMs = topics.state.retention.lagMs / 3

interface Opened {
  readonly lock: DirectoryLock
  readonly store: ServingStore
  readonly places: readonly (Place | undefined)[]
}

/** Places that the log has not come to, or no longer, are of a log that lost what it had said. */
const isUsable = (file: ServingFile, ends: readonly number[], now: number): boolean => {
  const at = file.writtenAt()
  if (at === undefined || now - at > goodForMs) return false
  return ends.every((end, partition) => (file.place(partition)?.next ?? 0) <= end)
}

const openStore = async (dir: string, deps: ViewDeps): Promise<Opened> => {
  const { log, clock } = deps
  const ends = await log.ends('state')
  const lock = lockDirectory(dir)
  try {
    const file = openServingFile(join(dir, 'view'), log.id)
    if (!isUsable(file, ends, clock())) await file.clear()
    const places = ends.map((_end, partition) => file.place(partition))
    return { lock, store: createServingStore({ ...deps, file }), places }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * Keeps the serving parts of `state`. A record of an owner that had lost its partition does not count: after a
 * take-over mark, lower epochs are ignored; of one subject's records the highest version wins.
 */
export const createServingView = (dir: string, deps: ViewDeps): ServingView => {
  let opened: Opened | undefined
  const { envelopeOf, epochOf } = createStateReader({
    parse: parseStateHead,
    known: (partition) => opened?.places[partition]?.epoch,
  })

  const put = (store: ServingStore, envelope: StateEnvelope, line: Buffer): void => {
    const before = store.get(envelope.s)
    if (isOlder(envelope, before) || before?.line.equals(line)) return
    const isEmpty = isEmptyPart(parseServingLine(line))
    if (isEmpty && !before) return
    // Copied: the line is a piece of a whole batch.
    const served = { epoch: envelope.e, version: envelope.n, line: Buffer.from(line) }
    store.put(envelope.s, isEmpty ? undefined : served)
    deps.onChange(envelope.s)
  }

  const applyRecord = (store: ServingStore, record: LogRecord): void => {
    const envelope = envelopeOf(record)
    const { key, value } = record
    if (value === null) {
      if (isBookkeeping(key) || !store.get(key)) return
      store.put(key, undefined)
      deps.onChange(key)
      return
    }
    if (!envelope) return
    put(store, envelope, servingLine(value))
    deps.onTransitions(() => (parseStateLine(value) as StateEnvelope).t)
  }

  return {
    open: async () => {
      opened = await openStore(dir, deps)
    },
    from: (partition) => opened?.places[partition]?.next ?? 0,
    apply: ({ partition, records, next }) => {
      if (!opened) throw new Error('the view is not open')
      const { store } = opened
      for (const record of records) {
        try {
          applyRecord(store, record)
        } catch (error) {
          deps.onUnreadable(record, error)
        }
      }
      const epoch = epochOf(partition)
      return store.passed(partition, { next, ...(epoch === undefined ? {} : { epoch }) })
    },
    get: (subject) => {
      const served = opened?.store.get(subject)
      return served && parseServingLine(served.line)
    },
    close: async () => {
      const closing = opened
      opened = undefined
      await closing?.store.close()
      closing?.lock.release()
    },
  }
}
