import type { FactRow, ServingPart, StateEnvelope, Transition } from '@waymark/schemas'
import type { NewRecord } from '@waymark/storage'
import { servingPartOf } from '../fold/serving-part.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Program } from '../program/program.ts'
import { rememberSaid } from './state-codec.ts'

/** A subject's events as rows: what the sink inserts, byte for byte. */
export const factsRecord = (
  subject: string,
  partition: number,
  facts: readonly FactRow[],
): NewRecord => {
  let text = ''
  for (const row of facts) text += `${JSON.stringify(row)}\n`
  return { topic: 'facts', key: subject, partition, value: Buffer.from(text) }
}

const noServing: ServingPart = { dec: [], mile: [] }

/** A state on its way into the log. */
export interface StateToWrite {
  readonly state: SubjectState
  readonly transitions: readonly Transition[]
  readonly quiet: boolean
}

/**
 * The record of a state: its version is raised here, once for each record, so that versions are dense.
 * @returns the record, and the snapshot's JSON for the cache
 */
export const stateRecord = (
  { state, transitions, quiet }: StateToWrite,
  at: { readonly partition: number; readonly epoch: number; readonly program: Program },
): { readonly record: NewRecord; readonly snapshot: Buffer } => {
  state.n += 1
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
  rememberSaid(value, { envelope, state })
  const record: NewRecord = { topic: 'state', key: state.s, partition: at.partition, value }
  return { record, snapshot: value.subarray(Buffer.byteLength(head)) }
}
