import {
  type DeadLetter,
  type FactRow,
  parseSubjectKey,
  type ServingPart,
  type StateEnvelope,
  type SubjectKey,
  type WireEvent,
} from '@waymark/schemas'
import type { LogRecord, NewRecord } from '@waymark/storage'
import { type Folded, fold, isApplied } from '../fold/fold.ts'
import type { FoldInput } from '../fold/input.ts'
import { servingPartOf } from '../fold/serving-part.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Program } from '../program/program.ts'
import type { AcceptedIds } from './accepted-ids.ts'
import { decodeEventsRecord, decodeRelayRecord, UnreadableRecord } from './events-codec.ts'
import type { Held, Subjects } from './subjects.ts'

/** What folding a batch needs beside the batch. */
export interface FoldBatchDeps {
  readonly partition: number
  readonly epoch: number
  readonly subjects: Subjects
  readonly ids: AcceptedIds
  readonly programOf: (env: string) => Program
}

/** A subject after a batch: what to remember once its records are durable. */
export interface Outcome {
  readonly subject: SubjectKey
  readonly held: Held
  readonly snapshot: Buffer
  readonly facts: readonly FactRow[]
}

export interface FoldedBatch {
  /** Facts before states, so that a crash in between repeats facts under the same ids. */
  readonly records: readonly NewRecord[]
  readonly outcomes: readonly Outcome[]
  readonly dead: readonly DeadLetter[]
}

/** An input and the record that it came from, for the dead letters. */
export interface Arrived {
  readonly subject: SubjectKey
  readonly input: FoldInput
  readonly record?: LogRecord
}

const deadLetter = (record: LogRecord, error: unknown): DeadLetter => ({
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

const messageOf = (
  event: WireEvent,
  ids: { readonly [index: number]: string } | undefined,
  index: number,
): string => event.messageId ?? ids?.[index] ?? ''

interface Events {
  readonly events: readonly WireEvent[]
  readonly ids: { readonly [index: number]: string } | undefined
  readonly partition: number
  readonly offset: number
}

/** The events of an input and where they lay first. */
const eventsOf = (input: FoldInput): Events | undefined => {
  if (input.kind === 'events') {
    const { header, events } = input.record
    const ids = header.kind === 'live' || header.kind === 'import' ? header.ids : undefined
    return { events, ids, partition: input.partition, offset: input.offset }
  }
  if (input.kind !== 'relay' || input.record.debt.k !== 'events') return undefined
  const { events, header, origin } = input.record.debt
  return { events, ids: header.ids, ...origin }
}

/** Marks the events that this subject has accepted before, and notes the others as accepted. */
const withoutDuplicates = (subject: SubjectKey, input: FoldInput, ids: AcceptedIds): FoldInput => {
  const found = eventsOf(input)
  if (!found || found.events.length === 0) return input
  let duplicates: Set<number> | undefined
  for (let index = 0; index < found.events.length; index++) {
    const message = messageOf(found.events[index] as WireEvent, found.ids, index)
    const at = { partition: found.partition, offset: found.offset, index }
    if (ids.isDuplicate(subject, message, at)) {
      duplicates ??= new Set()
      duplicates.add(index)
    } else ids.accept(subject, message, at)
  }
  return duplicates ? ({ ...input, duplicates } as FoldInput) : input
}

const forgetEvents = (subject: SubjectKey, input: FoldInput, ids: AcceptedIds): void => {
  const found = eventsOf(input)
  for (const [index, event] of (found?.events ?? []).entries()) {
    if (!('duplicates' in input && input.duplicates?.has(index)))
      ids.forget(subject, messageOf(event, found?.ids, index))
  }
}

const rowsOf = (facts: readonly FactRow[]): Buffer => {
  let text = ''
  for (const row of facts) text += `${JSON.stringify(row)}\n`
  return Buffer.from(text)
}

const noServing: ServingPart = { dec: [], mile: [] }

const servingOf = (state: SubjectState, program: Program): ServingPart =>
  state.kind === 'person' ? servingPartOf(state, program) : noServing

const outcomeOf = (
  deps: FoldBatchDeps,
  folded: Folded,
  program: Program,
): { outcome: Outcome; records: readonly NewRecord[] } => {
  const { state, transitions, facts } = folded
  state.n += 1
  const snapshot = Buffer.from(JSON.stringify(state))
  const envelope: StateEnvelope = {
    v: 1,
    s: state.s,
    n: state.n,
    e: deps.epoch,
    at: state.clock,
    t: transitions,
    ...(state.due === undefined ? {} : { due: state.due }),
    ...(folded.quiet ? { quiet: true as const } : {}),
  }
  const head = `${JSON.stringify(envelope)}\n${JSON.stringify(servingOf(state, program))}\n`
  const { partition } = deps
  const stateRecord: NewRecord = {
    topic: 'state',
    key: state.s,
    partition,
    value: Buffer.concat([Buffer.from(head), snapshot]),
  }
  const held = { state, e: deps.epoch, n: state.n }
  const outcome = { subject: state.s, held, snapshot, facts }
  if (facts.length === 0) return { outcome, records: [stateRecord] }
  return {
    outcome,
    records: [{ topic: 'facts', key: state.s, partition, value: rowsOf(facts) }, stateRecord],
  }
}

/** Folds one subject's inputs; a poisonous one is left out and its neighbours are folded without it. */
const foldSubject = (
  deps: FoldBatchDeps,
  subject: SubjectKey,
  arrived: readonly Arrived[],
): {
  readonly folded: Folded | undefined
  readonly dead: readonly DeadLetter[]
  readonly program: Program
} => {
  const program = deps.programOf(subject.slice(0, subject.indexOf('/')))
  const before = deps.subjects.get(subject)?.state
  const fresh = arrived.filter(({ input }) => !before || !isApplied(before, input))
  const inputs = fresh.map(({ input }) => withoutDuplicates(subject, input, deps.ids))
  try {
    return { folded: fold(subject, before, { inputs, program }), dead: [], program }
  } catch (error) {
    return {
      ...foldOneByOne(subject, before, { fresh, inputs, program, ids: deps.ids, first: error }),
      program,
    }
  }
}

const foldOneByOne = (
  subject: SubjectKey,
  before: SubjectState | undefined,
  {
    fresh,
    inputs,
    program,
    ids,
    first,
  }: {
    readonly ids: AcceptedIds
    readonly fresh: readonly Arrived[]
    readonly inputs: readonly FoldInput[]
    readonly program: Program
    readonly first: unknown
  },
): { readonly folded: Folded | undefined; readonly dead: readonly DeadLetter[] } => {
  const good: FoldInput[] = []
  const dead: DeadLetter[] = []
  let folded: Folded | undefined
  for (const [i, input] of inputs.entries()) {
    try {
      folded = fold(subject, before, { inputs: [...good, input], program })
      good.push(input)
    } catch (error) {
      const record = fresh[i]?.record
      if (!record) throw first
      dead.push(deadLetter(record, error))
      forgetEvents(subject, input, ids)
    }
  }
  return { folded, dead }
}

const bySubject = (arrived: readonly Arrived[]): ReadonlyMap<SubjectKey, Arrived[]> => {
  const groups = new Map<SubjectKey, Arrived[]>()
  for (const one of arrived) {
    const group = groups.get(one.subject)
    if (group) group.push(one)
    else groups.set(one.subject, [one])
  }
  return groups
}

/** Folds a batch, subject by subject, into the records to append. Writes nothing. */
export const foldBatch = (deps: FoldBatchDeps, arrived: readonly Arrived[]): FoldedBatch => {
  const facts: NewRecord[] = []
  const states: NewRecord[] = []
  const outcomes: Outcome[] = []
  const dead: DeadLetter[] = []
  for (const [subject, group] of bySubject(arrived)) {
    const { folded, dead: poisonous, program } = foldSubject(deps, subject, group)
    dead.push(...poisonous)
    if (!folded?.changed) continue
    const { outcome, records } = outcomeOf(deps, folded, program)
    outcomes.push(outcome)
    for (const record of records) (record.topic === 'facts' ? facts : states).push(record)
  }
  return { records: [...facts, ...states], outcomes, dead }
}
