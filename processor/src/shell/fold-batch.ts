import type { DeadLetter, SubjectKey } from '@waymark/schemas'
import { type Folded, fold, isApplied } from '../fold/fold.ts'
import type { FoldInput } from '../fold/input.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Program } from '../program/program.ts'
import type { AcceptedIds } from './accepted-ids.ts'
import { forgetEvents, withoutDuplicates } from './duplicates.ts'
import { type Arrived, deadLetter } from './read-arrived.ts'
import type { Subjects } from './subjects.ts'

/** What folding a batch needs beside the batch. */
export interface FoldBatchDeps {
  readonly subjects: Subjects
  readonly ids: AcceptedIds
  readonly programOf: (env: string) => Program
}

export interface FoldedBatch {
  readonly folded: readonly Folded[]
  readonly dead: readonly DeadLetter[]
}

/** Folds one subject's inputs; a poisonous one is left out and its neighbours are folded without it. */
const foldSubject = (
  deps: FoldBatchDeps,
  subject: SubjectKey,
  arrived: readonly Arrived[],
): {
  readonly folded: Folded | undefined
  readonly dead: readonly DeadLetter[]
} => {
  const program = deps.programOf(subject.slice(0, subject.indexOf('/')))
  const before = deps.subjects.get(subject)?.state
  const fresh = arrived.filter(({ input }) => !before || !isApplied(before, input))
  const inputs = fresh.map(({ input }) => withoutDuplicates(subject, input, deps.ids))
  try {
    return { folded: fold(subject, before, { inputs, program }), dead: [] }
  } catch (error) {
    return foldOneByOne(subject, before, { fresh, inputs, program, ids: deps.ids, first: error })
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

/** Folds a batch, subject by subject. Writes nothing. */
export const foldBatch = (deps: FoldBatchDeps, arrived: readonly Arrived[]): FoldedBatch => {
  const all: Folded[] = []
  const dead: DeadLetter[] = []
  for (const [subject, group] of bySubject(arrived)) {
    const { folded, dead: poisonous } = foldSubject(deps, subject, group)
    dead.push(...poisonous)
    if (folded?.changed) all.push(folded)
  }
  return { folded: all, dead }
}
