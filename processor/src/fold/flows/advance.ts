import type { FlowStepProgram } from '../../program/flow.ts'
import type { Work } from '../work.ts'
import type { Advance, Onward, Standing } from './flow-step.ts'
import { advanceBranch } from './steps/branch.ts'
import { advanceSend } from './steps/send.ts'
import { advanceSet } from './steps/set.ts'
import { advanceShow } from './steps/show.ts'
import { advanceSplit } from './steps/split.ts'
import { advanceUntil } from './steps/until.ts'
import { advanceWait } from './steps/wait.ts'

type Does = FlowStepProgram['does']

type Steps = { readonly [D in Does]: Advance<Extract<FlowStepProgram, { does: D }>> }

/** Every kind of step. A new kind is a file and a line here. */
const steps: Steps = {
  send: advanceSend,
  show: advanceShow,
  set: advanceSet,
  wait: advanceWait,
  until: advanceUntil,
  branch: advanceBranch,
  split: advanceSplit,
}

/** Where the step leads now; `undefined`: nowhere yet. */
export const advance = (work: Work, standing: Standing<FlowStepProgram>): Onward | undefined =>
  (steps[standing.step.does] as Advance<FlowStepProgram>)(work, standing)
