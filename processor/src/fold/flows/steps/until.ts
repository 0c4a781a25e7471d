import { isTrue } from '@waymark/schemas'
import type { UntilStepProgram } from '../../../program/flow.ts'
import { note } from '../../note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/** Goes on when the rule holds; where it does not in time, the other way. */
export const advanceUntil: Advance<UntilStepProgram> = (work, { step, position }) => {
  const { rule, next, late } = step
  if (isTrue(note(work, rule.holds(work.view)))) return { to: next, why: rule.says }
  const ends = position.since + step.ms
  if (work.view.now >= ends) return { to: late, why: `too late for: ${rule.says}` }
  note(work, ends)
  return undefined
}
