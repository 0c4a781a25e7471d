import type { UntilStepProgram } from '../../../program/flow.ts'
import { decided } from '../../decided.ts'
import { note } from '../../note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/** Goes on when the rule holds; where it does not in time, the other way. */
export const advanceUntil: Advance<UntilStepProgram> = (work, { step, position }) => {
  const { rule, next, late } = step
  const is = decided(work, rule.holds)
  if (is) return { to: next, why: rule.says }
  if (is === undefined) return undefined
  const ends = position.since + step.ms
  if (work.view.now >= ends) return { to: late, why: `too late for: ${rule.says}` }
  note(work, ends)
  return undefined
}
