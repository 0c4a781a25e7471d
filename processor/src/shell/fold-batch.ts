import type { DeadLetter, SubjectKey } from '@waymark/schemas'
import { type Folded, fold, isApplied } from '../fold/fold.ts'
import type { Program } from '../program/program.ts'
import type { AcceptedIds } from './accepted-ids.ts'
import { forgetEvents, withoutDuplicates } from './duplicates.ts'
import { type Arrived, deadLetter } from './read-arrived.ts'
import { measured } from './records-of.ts'
import type { Subjects } from './subjects.ts'

/** What folding a batch needs beside the batch. */
export interface FoldBatchDeps {
  readonly subjects: Subjects
  readonly ids: AcceptedIds
  readonly programOf: (env: string) => Program
}

/**
 * A subject as folded, about how many bytes its state takes, and whether it was by events alone: not if it met other definitions with
 * them.
 */
export type FoldedSubject = Folded & { readonly bytes: number; readonly onlyEvents: boolean }

export interface FoldedBatch {
  readonly folded: readonly FoldedSubject[]
  readonly dead: readonly DeadLetter[]
  /** Who could not be moved on by the time of day alone. */
  readonly stuck: readonly Stuck[]
  /** What is to be folded once this is written. */
  readonly rest: readonly Arrived[]
}

/** No record is to blame, so nothing goes to the dead letters: the subject stays as it was. */
export interface Stuck {
  readonly subject: SubjectKey
  readonly error: unknown
}

interface Outcome {
  readonly folded: FoldedSubject | undefined
  readonly stuck?: Stuck
  readonly dead: readonly DeadLetter[]
  readonly rest: readonly Arrived[]
}

/** As much of one subject is folded at once, so that what it owes for it fits into one record. */
const inputBytes = 512 * 1024

const sizeOf = ({ record }: Arrived): number => record?.value?.length ?? 0

const sizeOfAll = (arrived: readonly Arrived[]): number =>
  arrived.reduce((sum, one) => sum + sizeOf(one), 0)

/** How many of these, at least one, are folded together. */
const countTogether = (arrived: readonly Arrived[]): number => {
  let bytes = 0
  const end = arrived.findIndex((one) => {
    bytes += sizeOf(one)
    return bytes > inputBytes
  })
  return end < 0 ? arrived.length : Math.max(end, 1)
}

const foldTogether = (
  deps: FoldBatchDeps,
  subject: SubjectKey,
  arrived: readonly Arrived[],
): FoldedSubject => {
  const program = deps.programOf(subject.slice(0, subject.indexOf('/')))
  const held = deps.subjects.get(subject)
  const inputs = arrived.map(({ input }) => withoutDuplicates(subject, input, deps.ids))
  const folded = fold(subject, held?.state, { inputs, program })
  const meets = held !== undefined && held.state.pv !== folded.state.pv
  const onlyEvents = !meets && arrived.every(({ input }) => input.kind === 'events')
  const incoming = sizeOfAll(arrived)
  if (incoming === 0) return { ...folded, bytes: held?.bytes ?? 0, onlyEvents }
  const { bytes, fits } = measured(folded, (held?.bytes ?? 0) + incoming)
  if (!fits) throw new Error(`${subject} would become too large for a record`)
  return { ...folded, bytes, onlyEvents }
}

const againMs = 3_600_000

/** A deadline that cannot be folded is tried again in an hour: the definition that is to blame may be another one by then. */
const putOff = (
  deps: FoldBatchDeps,
  subject: SubjectKey,
  now: number,
): FoldedSubject | undefined => {
  const held = deps.subjects.get(subject)
  if (held?.state.due === undefined || held.state.due > now) return undefined
  const state = { ...held.state, due: now + againMs }
  const nothing = { transitions: [], facts: [], changed: true, quiet: true, onlyEvents: false }
  return { state, bytes: held.bytes, ...nothing }
}

/**
 * Folds one subject's inputs. Where that fails it folds half of them, and so on, until the one that cannot be folded is alone; it
 * goes to the dead letters, and its neighbours are folded without it. Whom the time of day alone cannot move on stays as it was.
 */
const foldSubject = (
  deps: FoldBatchDeps,
  subject: SubjectKey,
  arrived: readonly Arrived[],
): Outcome => {
  const before = deps.subjects.get(subject)?.state
  const fresh = arrived.filter(({ input }) => !before || !isApplied(before, input))
  const dead: DeadLetter[] = []
  let count = countTogether(fresh)
  for (let from = 0; from < fresh.length; ) {
    const end = from + count
    try {
      const folded = foldTogether(deps, subject, fresh.slice(from, end))
      return { folded, dead, rest: fresh.slice(end) }
    } catch (error) {
      const first = fresh[from]
      if (count > 1) count = Math.ceil(count / 2)
      else if (first?.record) {
        forgetEvents(subject, withoutDuplicates(subject, first.input, deps.ids), deps.ids)
        dead.push(deadLetter(first.record, error))
        from++
      } else if (first?.input.kind === 'clock') {
        const folded = putOff(deps, subject, first.input.now)
        return { folded, dead, stuck: { subject, error }, rest: fresh.slice(end) }
      } else throw error
    }
  }
  return { folded: undefined, dead, rest: [] }
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

/** Folds a batch, subject by subject; what is too much of one subject is left for later. Writes nothing. */
export const foldBatch = (deps: FoldBatchDeps, arrived: readonly Arrived[]): FoldedBatch => {
  const all: FoldedSubject[] = []
  const dead: DeadLetter[] = []
  const stuck: Stuck[] = []
  const later: Arrived[] = []
  for (const [subject, group] of bySubject(arrived)) {
    const { folded, dead: poisonous, stuck: one, rest } = foldSubject(deps, subject, group)
    dead.push(...poisonous)
    if (one) stuck.push(one)
    for (const one of rest) later.push(one)
    if (folded?.changed) all.push(folded)
  }
  return { folded: all, dead, stuck, rest: later }
}
