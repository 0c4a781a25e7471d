import type { FlowPart, FlowTarget } from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import { drawOf, isDrawn } from '../engagements/draw.ts'
import { tellDraw } from '../engagements/expose.ts'
import { decided } from '../verdicts/decided.ts'
import type { Work } from '../work.ts'
import { flowPart, goTo, putFlow } from './flow-place.ts'
import { wayOut } from './way-out.ts'

/** Whether whoever has been in it before may enter again. */
export const mayReenter = (
  { nth, left = 0 }: FlowPart,
  { reentry }: Pick<FlowProgram, 'reentry'>,
  now: number,
): boolean => {
  if (nth === 0 || reentry.often === 'every-time') return true
  return reentry.often === 'cooldown' && left + reentry.ms <= now
}

/** The step at which somebody begins: that of the variant they are drawn for. Who enters is counted, held out or not. */
export const startOf = (work: Work, flow: FlowProgram): FlowTarget => {
  if (!isDrawn(flow.draw)) return flow.places[0]
  tellDraw(work, flow)
  const { variant } = drawOf(flow, work.state)
  return variant === undefined ? flow.places[0] : flow.starts.get(variant)
}

/**
 * Remembers since when the rule that lets people enter holds, and lets in those for whom it has just turned true. Who is found
 * there when history is imported, or when the flow is published, is there already, unless its author means those, too.
 */
export const trackFlow = (work: Work, flow: FlowProgram): void => {
  const { state } = work
  const part = flowPart(state, flow.id) ?? { nth: 0 }
  const wasIn = part.in !== undefined
  const isIn = decided(work, flow.enter.holds, wasIn) ?? wasIn
  if (isIn === wasIn) return
  if (!isIn) {
    const { in: _, ...rest } = part
    putFlow(work, flow.id, rest)
    return
  }
  const out = wayOut(work, flow)
  if (out === 'waits') return
  putFlow(work, flow.id, { ...part, in: state.clock })
  const counts = !work.quiet || (work.adopting === true && flow.includePresent)
  if (!counts || state.past !== undefined || part.at) return
  if (!mayReenter(part, flow, state.clock) || out) return
  const first = startOf(work, flow)
  if (first === undefined) return
  putFlow(work, flow.id, { ...part, in: state.clock, nth: part.nth + 1, entered: state.clock })
  goTo(work, { flow, key: undefined, to: first, what: 'entered', why: flow.enter.says })
}
