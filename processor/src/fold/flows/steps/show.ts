import { always, type ShowEnd } from '@waymark/schemas'
import type { ShowStepProgram } from '../../../program/flow.ts'
import { lastGate, walkGates } from '../../engagements/gates.ts'
import { recordShut } from '../../engagements/record.ts'
import { own } from '../../own.ts'
import type { SubjectState } from '../../state.ts'
import { note } from '../../verdicts/note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/** Nobody who is stopped by one of these is ever shown it: they go on without. */
const forGood: ReadonlySet<string | undefined> = new Set(['consent', 'holdout'])

const here = { holds: () => always, says: 'stands at the step' }

/** What they have done with the guide since they stand at the step. */
const endOf = (
  state: SubjectState,
  { message, until }: ShowStepProgram,
  since: number,
): ShowEnd | undefined => {
  const ledger = state.kind === 'person' && message ? state.ledger : undefined
  const entry = ledger && own(ledger, `guide/${message?.guide}`)
  return until.find((end) => (entry?.[end] ?? Number.NEGATIVE_INFINITY) >= since)
}

/** The guide is offered while they stand here: the engagements' own code does that. They go on once they have done with it. */
export const advanceShow: Advance<ShowStepProgram> = (work, { step, position }) => {
  const { message, next, late } = step
  if (!message) return { to: next, why: 'the guide is not published' }
  const end = endOf(work.state, step, position.since)
  if (end) return { to: next, why: `${message.guide} was ${end}` }
  const ends = position.since + step.ms
  if (work.view.now >= ends) return { to: late, why: `too late for ${message.guide}` }
  note(work, ends)
  const looked = { state: work.state, facts: work.view, program: work.program }
  const walked = walkGates({ ...message, audience: here }, looked)
  const gate = lastGate(walked)
  if (walked.shut === undefined || !forGood.has(gate)) return undefined
  recordShut(work, message, walked)
  return { to: next, why: `not shown: ${gate}` }
}
