import type { DebtsLine, StateEnvelope, SubjectKey } from '@waymark/schemas'
import { type EventLog, type LogRecord, readRange } from '@waymark/storage'
import type { SubjectState } from '../fold/state.ts'
import { createLineReader } from '../shell/newest-epoch.ts'
import { isDebts, isPosition, snapshotOf } from '../shell/state-codec.ts'
import type { ToldTransition } from '../simulate/happening.ts'

/** What became of whom: the same whatever was killed on the way. */
export interface Outcome {
  readonly lives: ReadonlyMap<SubjectKey, readonly ToldTransition[]>
  readonly states: ReadonlyMap<SubjectKey, Json>
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** Steps that were seen, each with its place in the log behind its time; or one moment, a time and a place. */
const withoutPlaces = (seen: readonly Json[]): Json =>
  seen.every((part) => typeof part === 'number')
    ? seen.slice(0, 1)
    : seen.map((step) => (Array.isArray(step) ? step.toSpliced(1, 1) : step))

/** Values of a property, each with its time and, of what a flow with a key looks at, its place in the log. */
const withoutPlace = (values: readonly Json[]): Json =>
  values.map((value) => (Array.isArray(value) ? value.slice(0, 2) : value))

const withoutVersion = ({ n: _n, ...says }: { readonly [name: string]: Json }): Json => says

/** A state without where in the log it comes from. */
export const essence = ({ n: _n, src: _src, pv: _pv, ...rest }: SubjectState): Json =>
  JSON.parse(JSON.stringify(rest), (name, value) => {
    if ((name === 'seen' || name === 'by') && Array.isArray(value)) return withoutPlaces(value)
    if (name === 'values' && Array.isArray(value)) return withoutPlace(value)
    // Since when is told by the transitions. What a merge brings of it depends on who is heard first at one instant.
    if (name === 'seg') return Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1))
    return name === 'says' ? withoutVersion(value) : value
  })

const told = ({ t }: StateEnvelope | DebtsLine): readonly ToldTransition[] =>
  t.filter((one): one is ToldTransition => one.t !== 'owed')

/**
 * What a consumer of `state` that follows all rules comes to know.
 * @throws where a version of a subject is missing or comes twice
 */
export const readOutcome = async (log: EventLog): Promise<Outcome> => {
  const lives = new Map<SubjectKey, ToldTransition[]>()
  const states = new Map<SubjectKey, Json>()
  const versions = new Map<SubjectKey, number>()
  const lineOf = createLineReader()
  const take = (record: LogRecord): void => {
    const line = lineOf(record)
    if (!line || isPosition(line) || !record.value) return
    const before = versions.get(line.s)
    if (before !== undefined && line.n !== before + 1)
      throw new Error(`${line.s}: version ${line.n} after ${before}`)
    versions.set(line.s, line.n)
    const some = told(line)
    if (some.length > 0) lives.set(line.s, [...(lives.get(line.s) ?? []), ...some])
    if (!isDebts(line)) states.set(line.s, essence(snapshotOf(record.value)))
  }
  for (const partition of Array(log.partitions).keys())
    await readRange(log, { topic: 'state', partition }, take)
  return { lives, states }
}
