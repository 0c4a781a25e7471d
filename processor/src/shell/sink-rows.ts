import { setImmediate as pause } from 'node:timers/promises'
import {
  factColumns,
  type JsonObject,
  parseSubjectKey,
  type StateEnvelope,
  type SubjectRow,
  type Transition,
  type TransitionRow,
} from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import type { SubjectState } from '../fold/state.ts'
import { snapshotBytes, snapshotOf } from './state-codec.ts'

/** NDJSON rows for one table: objects, or lists of the values of `columns`. */
export interface Rows {
  readonly table: string
  readonly rows: Buffer
  readonly columns?: readonly string[]
}

const definitionOf = (transition: Transition): string => {
  if ('engagement' in transition) return transition.engagement
  if ('pql' in transition) return transition.pql
  if (transition.t === 'flow') return transition.flow
  if (transition.t === 'alert') return transition.body.pql
  return 'id' in transition ? transition.id : ''
}

/** Debts between subjects are plumbing: they are not history that anybody asks for. */
const isHistory = ({ t }: Transition): boolean =>
  t !== 'owed' && t !== 'granted' && t !== 'not_granted'

const transitionRows = (envelope: StateEnvelope): string => {
  const subject = parseSubjectKey(envelope.s)
  if (!subject) return ''
  let text = ''
  for (const [idx, transition] of envelope.t.entries()) {
    if (!isHistory(transition)) continue
    const row: TransitionRow = {
      env: subject.env,
      subject: envelope.s,
      subject_kind: subject.kind,
      version: envelope.n,
      idx,
      kind: transition.t,
      definition: definitionOf(transition),
      at_ms: 'at' in transition ? transition.at : envelope.at,
      body: transition,
    }
    text += `${JSON.stringify(row)}\n`
  }
  return text
}

const text = (state: SubjectState, name: string): string => {
  const value = Object.hasOwn(state.traits, name) ? state.traits[name]?.[0] : undefined
  return typeof value === 'string' ? value : ''
}

const subjectRow = (version: number, value: Uint8Array): SubjectRow | undefined => {
  const state = snapshotOf(value)
  const subject = parseSubjectKey(state.s)
  if (!subject) return undefined
  const person = state.kind === 'person' ? state : undefined
  return {
    env: subject.env,
    subject: state.s,
    subject_kind: subject.kind,
    id: subject.id,
    version,
    deleted: false,
    merged_into: person?.as ?? '',
    first_seen_ms: state.first,
    last_seen_ms: state.last,
    account: person?.acc?.id ?? '',
    lifecycle: state.life.state,
    name: text(state, 'name'),
    email: text(state, 'email'),
    pql: Object.keys(state.pql).filter((id) => state.pql[id]?.since !== undefined),
    milestones: Object.keys(state.mile).filter((id) => state.mile[id]?.reached !== undefined),
    traits: Object.fromEntries(
      Object.entries(state.traits).map(([name, entry]) => [name, entry[0]]),
    ) as JsonObject,
    state: snapshotBytes(value).toString('utf8'),
  }
}

/** Records on their way into an insert. */
export interface Gathering {
  /** `envelope`: of a record of `state` that counts; one that does not leaves no row. */
  readonly add: (record: LogRecord, envelope: StateEnvelope | undefined) => void
  readonly size: () => number
  readonly bytes: () => number
  /** In pieces, made as they are asked for. */
  readonly rows: () => Iterable<Rows> | AsyncIterable<Rows>
  readonly records: () => readonly LogRecord[]
}

const bytesOf = ({ value }: LogRecord): number => value?.length ?? 0

/** Accepted events: the bytes of `facts` are rows already; a record that does not count comes without. */
export const gatherFacts = (): Gathering => {
  const records: LogRecord[] = []
  let bytes = 0
  return {
    add: (record) => {
      records.push(record)
      bytes += bytesOf(record)
    },
    size: () => records.length,
    bytes: () => bytes,
    rows: () => {
      const values = records.flatMap(({ value }) => value ?? [])
      return [{ table: 'events', rows: Buffer.concat(values), columns: factColumns }]
    },
    records: () => records,
  }
}

interface Newest {
  readonly version: number
  readonly record: LogRecord
}

/** So many snapshots go into one insert, … */
const subjectsAtOnce = 2000
/** … and so many become rows without a pause: everybody else waits meanwhile. */
const withoutPause = 100

const subjectRows = async function* (newest: Iterable<Newest>): AsyncGenerator<Rows> {
  let rows = ''
  let count = 0
  for (const { version, record } of newest) {
    const row = record.value && subjectRow(version, record.value)
    if (!row) continue
    rows += `${JSON.stringify(row)}\n`
    count++
    if (count % withoutPause === 0) await pause()
    if (count % subjectsAtOnce > 0) continue
    yield { table: 'subjects', rows: Buffer.from(rows) }
    rows = ''
  }
  if (rows !== '') yield { table: 'subjects', rows: Buffer.from(rows) }
}

/** Every transition that is history, and of each subject that has one the newest snapshot. */
export const gatherChanges = (): Gathering => {
  const newest = new Map<string, Newest>()
  const records: LogRecord[] = []
  let transitions = ''
  let bytes = 0
  return {
    add: (record, envelope) => {
      if (!envelope?.t.some(isHistory)) return
      transitions += transitionRows(envelope)
      newest.set(envelope.s, { version: envelope.n, record })
      records.push(record)
      bytes += bytesOf(record)
    },
    size: () => records.length,
    bytes: () => bytes,
    rows: async function* () {
      yield { table: 'transitions', rows: Buffer.from(transitions) }
      yield* subjectRows(newest.values())
    },
    records: () => records,
  }
}

/** Of each subject whose snapshot was renewed without a change that anybody waits for, the newest. */
export const gatherSnapshots = (): Gathering => {
  const newest = new Map<string, Newest>()
  let bytes = 0
  return {
    add: (record, envelope) => {
      if (!envelope || envelope.t.some(isHistory)) return
      const before = newest.get(envelope.s)
      bytes += bytesOf(record) - (before ? bytesOf(before.record) : 0)
      newest.set(envelope.s, { version: envelope.n, record })
    },
    size: () => newest.size,
    bytes: () => bytes,
    rows: () => subjectRows(newest.values()),
    records: () => Array.from(newest.values(), ({ record }) => record),
  }
}
