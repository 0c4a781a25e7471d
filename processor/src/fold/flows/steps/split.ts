import type { SplitStepProgram } from '../../../program/flow.ts'
import { share, weighted } from '../../engagements/draw.ts'
import type { Advance } from '../flow-step.ts'

/** A draw by a hash of flow, step and person: whoever comes again goes the same way again. */
export const advanceSplit: Advance<SplitStepProgram> = (work, { flow, step }) => {
  const drawn = share(`flow/${flow}`, 'split', step.id, work.state.s)
  return { to: weighted(step.ways, drawn)?.to, why: `drawn ${drawn}` }
}
