import { isTrue } from '@waymark/schemas'
import type { BranchStepProgram } from '../../../program/flow.ts'
import type { Advance } from '../flow-step.ts'

/** The first way whose rule holds. */
export const advanceBranch: Advance<BranchStepProgram> = (work, { step }) => {
  const way = step.ways.find(({ rule }) => isTrue(rule.holds(work.view)))
  return way
    ? { to: way.to, why: way.rule.says }
    : { to: step.next, why: 'none of the rules holds' }
}
