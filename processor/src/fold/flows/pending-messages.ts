import type { EngagementProgram } from '../../program/engagement.ts'
import type { Program } from '../../program/program.ts'
import type { SubjectState } from '../state.ts'
import { flowPart } from './flow-place.ts'

/** What flows are to send to somebody at the steps at which they stand. */
export const pendingMessages = (
  state: SubjectState,
  program: Program,
): readonly EngagementProgram[] =>
  program[state.kind].flows.flatMap((flow) => {
    const part = flowPart(state, flow.id)
    const places = [...(part ? [part] : []), ...Object.values(part?.keys ?? {})]
    const steps = new Set(places.flatMap(({ at }) => at?.step ?? []))
    return [...steps].flatMap((id) => {
      const step = flow.steps.get(id)
      return step?.does === 'send' && step.message ? [step.message] : []
    })
  })
