import type { EngagementProgram } from '../../program/engagement.ts'
import type { Program } from '../../program/program.ts'
import type { PersonState } from '../state.ts'
import { flowPart } from './flow-place.ts'

/** What flows are to send to somebody at the steps at which they stand. */
export const pendingMessages = (
  state: PersonState,
  { flows }: Program,
): readonly EngagementProgram[] =>
  flows.flatMap((flow) => {
    const at = flowPart(state, flow.id)?.at
    const step = at && flow.steps.get(at.step)
    return step?.does === 'send' && step.message ? [step.message] : []
  })
