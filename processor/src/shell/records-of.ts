import {
  type DebtsLine,
  debtsKey,
  type FactRow,
  factLine,
  factsKey,
  type ServingPart,
  type StateEnvelope,
  type Transition,
} from '@waymark/schemas'
import type { NewRecord } from '@waymark/storage'
import { servingPartOf } from '../fold/engagements/serving-part.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Program } from '../program/program.ts'
import { rememberSaid } from './state-codec.ts'

/** Rows are written in records of about this size, however many arrive at once. */
const factsBytes = 512 * 1024

/** What a state and one of its transitions may take: well below what any log takes as a value. */
const mostStateBytes = 3.5 * 1024 * 1024

/** What transitions may take beside a state that leaves them no room: each record repeats the whole state, so there are to be few. */
const leastRunBytes = 256 * 1024

/** A subject's events as rows, in order: what the sink inserts, byte for byte. */
export const factsRecords = (
  subject: string,
  facts: readonly FactRow[],
  { partition, epoch }: Pick<Place, 'partition' | 'epoch'>,
): readonly NewRecord[] => {
  const texts: string[] = []
  let text = ''
  for (const row of facts) {
    const line = `${factLine(row)}\n`
    if (text !== '' && text.length + line.length > factsBytes) {
      texts.push(text)
      text = ''
    }
    text += line
  }
  if (text !== '') texts.push(text)
  return texts.map((rows) => ({
    topic: 'facts',
    key: factsKey({ epoch, subject }),
    partition,
    value: Buffer.from(rows),
  }))
}

const noServing: ServingPart = { dec: [], mile: [] }

/** A state on its way into the log. */
export interface StateToWrite {
  readonly state: SubjectState
  readonly transitions: readonly Transition[]
  readonly quiet: boolean
}

interface Place {
  readonly partition: number
  readonly epoch: number
  readonly program: Program
}

/** A record of `state`, and the snapshot's JSON for the cache. */
interface StateRecord {
  readonly record: NewRecord
  readonly bytes: number
  readonly snapshot: Buffer
}

const stateRecord = ({ state, transitions, quiet }: StateToWrite, at: Place): StateRecord => {
  const envelope: StateEnvelope = {
    v: 1,
    s: state.s,
    n: state.n,
    e: at.epoch,
    at: state.clock,
    t: transitions,
    ...(state.due === undefined ? {} : { due: state.due }),
    ...(quiet ? { quiet: true as const } : {}),
  }
  const serving = state.kind === 'person' ? servingPartOf(state, at.program) : noServing
  const head = `${JSON.stringify(envelope)}\n${JSON.stringify(serving)}\n`
  const value = Buffer.from(head + JSON.stringify(state))
  rememberSaid(value, { line: envelope, state })
  const record: NewRecord = { topic: 'state', key: state.s, partition: at.partition, value }
  return { record, bytes: value.length, snapshot: value.subarray(Buffer.byteLength(head)) }
}

/** The record of what a state owes while the state itself waits. Raises the version, as every record of a subject does. */
export const debtsRecord = (
  { state, transitions }: Pick<StateToWrite, 'state' | 'transitions'>,
  at: Pick<Place, 'partition' | 'epoch'>,
): NewRecord => {
  state.n += 1
  const { s, n, clock, src } = state
  const line: DebtsLine = { v: 1, s, n, e: at.epoch, at: clock, t: transitions, upTo: src.e }
  const value = Buffer.from(JSON.stringify(line))
  rememberSaid(value, { line })
  return { topic: 'state', key: debtsKey(s), partition: at.partition, value }
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** Runs of transitions, in order, of which each fits beside the snapshot. */
const runsOf = (transitions: readonly Transition[], room: number): readonly Transition[][] => {
  const runs: Transition[][] = []
  let left = 0
  for (const transition of transitions) {
    const bytes = sizeOf(transition) + 1
    const run = runs.at(-1)
    if (run && bytes <= left) run.push(transition)
    else {
      runs.push([transition])
      left = room
    }
    left -= bytes
  }
  return runs
}

/**
 * The records of a state, to be appended together: one, or several with the same snapshot where the transitions are too many for
 * one. The version is raised here, once for each record, so that versions are dense.
 */
export const stateRecords = (one: StateToWrite, at: Place): readonly StateRecord[] => {
  const { state, transitions } = one
  state.n += 1
  const whole = stateRecord(one, at)
  if (whole.bytes <= mostStateBytes || transitions.length < 2) return [whole]
  const beside = whole.bytes - sizeOf(transitions)
  return runsOf(transitions, Math.max(mostStateBytes - beside, leastRunBytes)).map((run, i) => {
    if (i > 0) state.n += 1
    return stateRecord({ ...one, state: { ...state }, transitions: run }, at)
  })
}

const smallBytes = 1024 * 1024

/** A state is measured only where it may be large: measuring costs as much as writing. */
export const measured = (
  { state, transitions }: Pick<StateToWrite, 'state' | 'transitions'>,
  /** What it can hardly be larger than. */
  guess: number,
): { readonly bytes: number; readonly fits: boolean } => {
  // A transition may repeat the state (a merge) or what came in (a debt).
  if (2 * guess < smallBytes) return { bytes: guess, fits: true }
  const bytes = sizeOf(state)
  const largest = transitions.reduce((most, one) => Math.max(most, sizeOf(one)), 0)
  return { bytes, fits: bytes + largest <= mostStateBytes }
}
