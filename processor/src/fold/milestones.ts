import { type Evidence, isTrue, type Transition } from '@waymark/schemas'
import type { MilestoneStep } from '../program/program.ts'
import { type Cause, evidenceFor } from './cause.ts'
import { note } from './note-verdict.ts'
import { own } from './own.ts'
import type { MilestoneState } from './state.ts'
import type { Work } from './work.ts'

const mark = (work: Work, id: string): MilestoneState => {
  const now = own(work.state.mile, id) ?? {}
  work.state.mile[id] = now
  return now
}

const change = (
  id: string,
  what: 'started' | 'reached',
  { at, by }: { readonly at: number; readonly by: Evidence | undefined },
): Transition => ({ t: 'milestone', id, what, at, ...(by ? { by } : {}) })

/**
 * A milestone is started once and reached once, for good. Its instant is that of the event that decided, or, where time alone
 * decided, the subject's clock.
 */
export const stepMilestone = (work: Work, step: MilestoneStep, cause: Cause | undefined): void => {
  const facts = work.view
  const now = own(work.state.mile, step.id)
  if (now?.reached !== undefined) return
  const reached = isTrue(note(work, step.reached(facts)))
  const started = reached || (step.started !== undefined && isTrue(note(work, step.started(facts))))
  if (started && now?.started === undefined) {
    const by = evidenceFor(cause, reached ? step.leaves.reached : step.leaves.started)
    const at = by?.at ?? facts.now
    mark(work, step.id).started = at
    if (step.started) work.transitions.push(change(step.id, 'started', { at, by }))
  }
  if (!reached) return
  const by = evidenceFor(cause, step.leaves.reached)
  const at = by?.at ?? facts.now
  const state = mark(work, step.id)
  state.reached = at
  if (by) state.by = by
  work.transitions.push(change(step.id, 'reached', { at, by }))
}
