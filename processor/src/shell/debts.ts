import type { Transition } from '@waymark/schemas'
import type { FoldedSubject } from './fold-batch.ts'
import type { OwedAlready } from './take-over.ts'

/** What a member did in an account that it had joined before: the hop that nearly every event of an active account makes. */
const isActivity = (transition: Transition): boolean =>
  transition.t === 'owed' && transition.debt.k === 'activity' && transition.debt.join !== true

/**
 * Whether the snapshot may wait to be written. Debts for events do not need it: the same events give the same debts when they
 * are folded again, and the log says which are owed already. What another subject told a person must not wait: of two topics
 * nobody knows the order any more when they are read again, and the events would come first. (An account hears by `relay`
 * alone.) What was decided is written in one record with what led to it.
 */
export const mayWait = ({ state, transitions, onlyEvents }: FoldedSubject): boolean => {
  if (!onlyEvents && state.kind === 'person') return false
  return transitions.length === 0 || (onlyEvents && transitions.every(isActivity))
}

/** What was folded again, without what is owed for it already, under the version that the debts have reached. */
export const withoutOwed = (one: FoldedSubject, owed: OwedAlready): FoldedSubject => {
  const known = owed.get(one.state.s)
  if (!known) return one
  one.state.n = Math.max(one.state.n, known.n)
  return { ...one, transitions: one.transitions.filter((transition) => !isActivity(transition)) }
}
