import {
  type JsonObject,
  parseSubjectKey,
  type StateEnvelope,
  type SubjectRow,
  type Transition,
  type TransitionRow,
} from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'
import { snapshotBytes, snapshotOf } from './state-codec.ts'

/** NDJSON rows for one table. */
export interface Rows {
  readonly table: string
  readonly rows: Buffer
}

const definitionOf = (transition: Transition): string => {
  if ('engagement' in transition) return transition.engagement
  if ('pql' in transition) return transition.pql
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
      body: transition as unknown as JsonObject,
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

/** Gathers the rows of `state` records: every transition, and of each subject the newest snapshot. */
export const createRowsOfStates = () => {
  const transitions: string[] = []
  const newest = new Map<string, { readonly version: number; readonly value: Uint8Array }>()
  return {
    add: (envelope: StateEnvelope, value: Uint8Array): void => {
      if (envelope.t.length > 0) transitions.push(transitionRows(envelope))
      newest.set(envelope.s, { version: envelope.n, value })
    },
    rows: (): readonly Rows[] => {
      let subjects = ''
      for (const { version, value } of newest.values()) {
        const row = subjectRow(version, value)
        if (row) subjects += `${JSON.stringify(row)}\n`
      }
      return [
        { table: 'transitions', rows: Buffer.from(transitions.join('')) },
        { table: 'subjects', rows: Buffer.from(subjects) },
      ]
    },
  }
}
