import type { WaitStepProgram } from '../../../program/flow.ts'
import { note } from '../../verdicts/note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/** Goes on when the time is up, to the millisecond. */
export const advanceWait: Advance<WaitStepProgram> = (work, { step, position }) => {
  const ends = position.since + step.ms
  if (work.view.now >= ends) return { to: step.next, why: 'the wait is over' }
  note(work, ends)
  return undefined
}
