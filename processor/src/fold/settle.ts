import { settleWords } from './accounts/say-to-members.ts'
import { settleTells } from './accounts/tell-account.ts'
import type { Cause } from './cause.ts'
import { settleEngagements } from './engagements/settle-engagements.ts'
import { factsNow } from './facts-of.ts'
import { settleFlows } from './flows/settle-flows.ts'
import { stepPql } from './pql/pql.ts'
import { settleHolds } from './verdicts/hold.ts'
import { stepLifecycle } from './verdicts/lifecycle.ts'
import { stepMilestone } from './verdicts/milestones.ts'
import { stepScore } from './verdicts/score.ts'
import { stepSegment } from './verdicts/segments.ts'
import { overdueCause, settleUnheard } from './verdicts/unheard.ts'
import { isAccount, isPerson, type Work } from './work.ts'

const stepAll = (work: Work, cause: Cause | undefined): void => {
  const { steps, awakeSteps } = work.program[work.state.kind]
  for (const step of work.brought ? steps : awakeSteps(work.state)) {
    if (step.step === 'milestone') stepMilestone(work, step, cause)
    else if (step.step === 'segment') stepSegment(work, step)
    else if (step.step === 'pql') stepPql(work, step)
    else if (step.step === 'score') stepScore(work, step)
    else stepLifecycle(work, step)
  }
}

/**
 * Steps the machines once, after a record's events are merged or at a deadline: layer 2 of the fold. `cause` is
 * what brought it about. Leaves the next deadline in the state.
 */
export const settle = (work: Work, cause: Cause | undefined): void => {
  work.due = Number.POSITIVE_INFINITY
  const { state } = work
  if (state.kind === 'person' && state.as) {
    state.due = undefined
    return
  }
  work.view = factsNow(work.view, state)
  const now = work.view.now
  // History of several members arrives side by side, so the account's clock may be ahead of the event in hand.
  work.stamp = work.quiet && cause ? Math.min(cause.newest.at, now) : now
  settleHolds(work)
  const by = cause ?? overdueCause(work)
  stepAll(work, by)
  work.brought = undefined
  settleFlows(work)
  if (isPerson(work)) {
    settleEngagements(work)
    settleTells(work)
    settleUnheard(work, by)
  }
  if (isAccount(work)) settleWords(work)
  if (work.due < Number.POSITIVE_INFINITY) state.due = work.due
  else state.due = undefined
}
