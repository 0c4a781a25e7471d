import type { Transition } from '@waymark/schemas'
import type { Program } from '../program/program.ts'
import type { FoldedSubject } from './fold-batch.ts'
import type { OwedAlready } from './take-over.ts'

/** What a member did in an account that it had joined before: the hop that nearly every event of an active account makes. */
const isActivity = (transition: Transition): boolean =>
  transition.t === 'owed' &&
  transition.debt.k === 'activity' &&
  transition.debt.join !== true &&
  transition.debt.left !== true

/** Which rules about members hold is told together with the snapshot that remembers it as told. */
const isAhead = (transition: Transition): boolean =>
  isActivity(transition) &&
  !(transition.t === 'owed' && transition.debt.k === 'activity' && transition.debt.holds)

/** So many debts are one record without a snapshot; more, as an import brings, go with it, where they may be several. */
const mostAhead = 500

/**
 * Whether the snapshot may wait to be written. Debts for events do not need it: the same events give the same debts when they
 * are folded again, and the log says which are owed already. What another subject told a person must not wait: of two topics
 * nobody knows the order any more when they are read again, and the events would come first. (An account hears by `relay`
 * alone.) What was decided is written in one record with what led to it.
 */
export const mayWait = ({ state, transitions, onlyEvents }: FoldedSubject): boolean => {
  if (!onlyEvents && state.kind === 'person') return false
  if (transitions.length > mostAhead) return false
  return transitions.length === 0 || (onlyEvents && transitions.every(isAhead))
}

/**
 * Leaves that count anew since what is owed was told: all of it is of the version of the last snapshot, as one that meets newer
 * definitions is written at once.
 */
export const stillOwed = ({ since }: Program, told: number | undefined): ReadonlySet<string> =>
  new Set([...since].filter(([, from]) => from > (told ?? from)).map(([leaf]) => leaf))

const among = <T>(
  of: { readonly [leaf: string]: T } | undefined,
  leaves: ReadonlySet<string>,
): { readonly [leaf: string]: T } =>
  Object.fromEntries(Object.entries(of ?? {}).filter(([leaf]) => leaves.has(leaf)))

/** Of what a member did what is about these leaves: the rest was told. */
const aboutThese = (transition: Transition, leaves: ReadonlySet<string>): readonly Transition[] => {
  if (transition.t !== 'owed' || transition.debt.k !== 'activity') return [transition]
  const { debt } = transition
  const own = among(debt.leaves, leaves)
  if (Object.keys(own).length === 0) return []
  const { traits: _, ...rest } = debt
  const told = {
    ...rest,
    member: { ...debt.member, n: 0 },
    leaves: own,
    by: among(debt.by, leaves),
  }
  return [{ ...transition, debt: told }]
}

/**
 * What comes with activity that is owed already, where other definitions are in force by now: which rules hold of the member, and the
 * question whether the account has heard.
 */
const besides = (transition: Transition, { state }: FoldedSubject): readonly Transition[] => {
  if (transition.t !== 'owed' || transition.debt.k !== 'activity') return []
  const { holds, wants, person } = transition.debt
  if (!holds && wants === undefined) return []
  const told = holds ?? (state.kind === 'person' ? state.tells?.holds : undefined) ?? []
  const debt = {
    k: 'holds',
    person,
    holds: told,
    ...(wants === undefined ? {} : { wants }),
  } as const
  return [{ ...transition, debt }]
}

/**
 * What was folded again, without what is owed for it already, under the version that the debts have reached. Of leaves that count
 * anew since then nothing was told: those are.
 */
export const withoutOwed = (
  one: FoldedSubject,
  owed: OwedAlready,
  still: ReadonlySet<string>,
): FoldedSubject => {
  const known = owed.get(one.state.s)
  if (!known) return one
  one.state.n = Math.max(one.state.n, known.n)
  const transitions = one.transitions.flatMap((transition) =>
    isActivity(transition)
      ? [...aboutThese(transition, still), ...besides(transition, one)]
      : [transition],
  )
  return { ...one, transitions }
}
