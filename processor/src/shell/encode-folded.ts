import type { Topic } from '@waymark/schemas'
import type { NewRecord, Position } from '@waymark/storage'
import type { SubjectState } from '../fold/state.ts'
import type { Program } from '../program/program.ts'
import type { FoldedSubject } from './fold-batch.ts'
import { factsRecords, type StateToWrite, stateRecords } from './records-of.ts'

/** What is to be written together. */
export interface ToWrite {
  readonly facts?: readonly Pick<FoldedSubject, 'state' | 'facts'>[]
  readonly states: readonly StateToWrite[]
  /** Records that go along, at the end. */
  readonly beside?: readonly NewRecord[]
}

interface Snapshot {
  readonly state: SubjectState
  /** Version of the record that holds it. */
  readonly n: number
  readonly json: Uint8Array
}

/** Records to be appended together, and whose snapshots are in them. */
export interface Encoded {
  readonly records: readonly NewRecord[]
  readonly snapshots: readonly Snapshot[]
  /** The offset after the newest of the partition's events that have their rows in it; 0 where none has. */
  readonly rowsEnd: number
}

export interface EncodePlace {
  readonly partition: number
  readonly epoch: number
  readonly programFor: (subject: string) => Program
}

/** Rows of a subject are in the order of its events; those of events that were passed on lie elsewhere. */
const rowsEndOf = (facts: NonNullable<ToWrite['facts']>, partition: number): number => {
  let end = 0
  for (const { facts: rows } of facts) {
    const last = rows.at(-1)
    if (last?.part === partition) end = Math.max(end, last.src + 1)
  }
  return end
}

/**
 * Facts before states, so that a crash in between repeats facts under the same ids. Nothing of what the records were made of has to
 * live until they are on the disk.
 */
export const encodeFolded = (
  { facts = [], states, beside = [] }: ToWrite,
  { partition, epoch, programFor }: EncodePlace,
): Encoded => {
  const snapshots: Snapshot[] = []
  const records = facts.flatMap((one) => factsRecords(one.state.s, one.facts, { partition, epoch }))
  for (const one of states) {
    const { state } = one
    const own = stateRecords(one, { partition, epoch, program: programFor(state.s) })
    for (const { record } of own) records.push(record)
    const newest = own.at(-1)
    if (newest) snapshots.push({ state, n: state.n, json: newest.snapshot })
  }
  for (const record of beside) records.push(record)
  return { records, snapshots, rowsEnd: rowsEndOf(facts, partition) }
}

/** A snapshot that is written without anything having been decided. */
export const unchanged = (state: SubjectState): StateToWrite => ({
  state,
  transitions: [],
  quiet: false,
})

/** The offset after the last record of a topic among what was appended; `undefined` where there is none. */
export const endOf = (positions: readonly Position[], topic: Topic): number | undefined => {
  const last = positions.findLast((position) => position.topic === topic)
  return last && last.offset + 1
}
