import type { UntilStepProgram } from '../../../program/flow.ts'
import { decided } from '../../verdicts/decided.ts'
import { note } from '../../verdicts/note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/** Goes on when the rule holds; where it does not in time, the other way. */
export const advanceUntil: Advance<UntilStepProgram> = (work, { step, position }) => {
  const { rule, next, late } = step
  const ends = position.since + step.ms
  const isOver = work.view.now >= ends
  const is = decided(work, rule.holds, isOver ? undefined : false)
  if (is) return { to: next, why: rule.says }
  if (is === undefined) return undefined
  if (isOver) return { to: late, why: `too late for: ${rule.says}` }
  note(work, ends)
  return undefined
}
