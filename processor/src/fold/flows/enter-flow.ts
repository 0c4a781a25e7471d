import { isTrue } from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import { note } from '../note-verdict.ts'
import type { PersonWork } from '../work.ts'
import { flowPart, goTo, putFlow } from './flow-place.ts'
import { wayOut } from './way-out.ts'

/** Whether whoever has been in it before may enter again. */
const mayReenter = (work: PersonWork, { id, reentry }: FlowProgram): boolean => {
  const part = flowPart(work.state, id)
  if (!part || part.nth === 0 || reentry.often === 'every-time') return true
  if (reentry.often === 'once') return false
  return (part.left ?? 0) + reentry.ms <= work.state.clock
}

/**
 * Remembers since when the rule that lets people enter holds, and lets in those for whom it has just turned true. Who is found
 * there when history is imported, or when the flow is published, is there already, unless its author means those, too.
 */
export const trackFlow = (work: PersonWork, flow: FlowProgram): void => {
  const { state } = work
  const part = flowPart(state, flow.id) ?? { nth: 0 }
  const isIn = isTrue(note(work, flow.enter.holds(work.view)))
  if (isIn === (part.in !== undefined)) return
  if (!isIn) {
    const { in: _, ...rest } = part
    putFlow(work, flow.id, rest)
    return
  }
  putFlow(work, flow.id, { ...part, in: state.clock })
  const counts = !work.quiet || (work.adopting === true && flow.includePresent)
  if (!counts || state.past !== undefined || part.at) return
  if (!mayReenter(work, flow) || wayOut(work, flow)) return
  const first = flow.places[0]
  if (first === undefined) return
  putFlow(work, flow.id, { ...part, in: state.clock, nth: part.nth + 1, entered: state.clock })
  goTo(work, flow, { to: first, what: 'entered', why: flow.enter.says })
}
