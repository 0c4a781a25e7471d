import type { Evidence } from '@waymark/schemas'
import type { MilestoneStep } from '../../program/program.ts'
import { type Cause, evidenceFor } from '../cause.ts'
import { mine, mineIn } from '../mine.ts'
import { own } from '../own.ts'
import type { MilestoneState } from '../state.ts'
import type { Work } from '../work.ts'
import { dated } from './dated.ts'
import { decided } from './decided.ts'

const mark = (work: Work, id: string): MilestoneState => {
  const now = mineIn(work, 'mile', id) ?? {}
  mine(work, 'mile')[id] = now
  return now
}

interface Change {
  readonly id: string
  readonly what: 'started' | 'reached'
  readonly at: number
  readonly by?: Evidence | undefined
}

/** Tells of a step on the way to a milestone. */
export const tellMilestone = (work: Work, { id, what, at, by }: Change): void => {
  work.transitions.push({ t: 'milestone', id, what, ...dated(work, at), ...(by ? { by } : {}) })
}

/** Whether it is so by now; where that waits for the account, what brought it about is kept. */
const isSo = (work: Work, holds: MilestoneStep['reached']): boolean => {
  const is = decided(work, holds, false)
  if (is === undefined) work.namesCause = true
  return is === true
}

/**
 * A milestone is started once and reached once, for good. Its instant is that of the event that decided, or, where time alone
 * decided, the subject's clock.
 */
export const stepMilestone = (work: Work, step: MilestoneStep, cause: Cause | undefined): void => {
  const facts = work.view
  const now = own(work.state.mile, step.id)
  if (now?.reached !== undefined) return
  const reached = isSo(work, step.reached)
  const started = reached || (step.started !== undefined && isSo(work, step.started))
  if (started && now?.started === undefined) {
    const by = evidenceFor(cause, reached ? step.leaves.reached : step.leaves.started)
    const at = by?.at ?? facts.now
    mark(work, step.id).started = at
    if (step.started) tellMilestone(work, { id: step.id, what: 'started', at, by })
  }
  if (!reached) return
  const by = evidenceFor(cause, step.leaves.reached)
  const at = by?.at ?? facts.now
  const state = mark(work, step.id)
  state.reached = at
  if (by) state.by = by
  tellMilestone(work, { id: step.id, what: 'reached', at, by })
}
