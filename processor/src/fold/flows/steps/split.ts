import type { SplitStepProgram } from '../../../program/flow.ts'
import { share, weighted } from '../../engagements/draw.ts'
import type { Advance } from '../flow-step.ts'

/** A draw by a hash of flow, step and person (and key): whoever comes again goes the same way again. */
export const advanceSplit: Advance<SplitStepProgram> = (work, { flow, keyed, step }) => {
  const whose = keyed ? [work.state.s, keyed.key] : [work.state.s]
  const drawn = share(`flow/${flow}`, 'split', step.id, ...whose)
  return { to: weighted(step.ways, drawn)?.to, why: `drawn ${drawn}` }
}
