import type { BranchStepProgram } from '../../../program/flow.ts'
import { decided } from '../../verdicts/decided.ts'
import type { Advance } from '../flow-step.ts'

/** The first way whose rule holds. Where the account has not said yet whether one does, they stay until then. */
export const advanceBranch: Advance<BranchStepProgram> = (work, { step }) => {
  for (const { rule, to } of step.ways) {
    const is = decided(work, rule.holds)
    if (is === undefined) return undefined
    if (is) return { to, why: rule.says }
  }
  return { to: step.next, why: 'none of the rules holds' }
}
