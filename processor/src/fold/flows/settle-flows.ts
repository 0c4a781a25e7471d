import type { FlowProgram } from '../../program/flow.ts'
import type { Work } from '../work.ts'
import { advance } from './advance.ts'
import { trackFlow } from './enter-flow.ts'
import { flowPart, forgetSend, goTo, leaveFlow, putFlow } from './flow-place.ts'
import { wayOut } from './way-out.ts'

/** A step that was taken out of the flow: what stands in its place now is next. */
const standAgain = (work: Work, flow: FlowProgram): void => {
  const at = flowPart(work.state, flow.id)?.at
  if (!at || flow.steps.has(at.step)) return
  const to = flow.places[at.place]
  goTo(work, flow, { to, what: 'moved', why: `the step ${at.step} is gone` })
}

/**
 * Goes on from step to step until one keeps them. A flow goes round only by way of a long wait, so that nobody passes a step
 * twice in one instant.
 */
const walk = (work: Work, flow: FlowProgram): void => {
  for (let moves = 0; moves <= flow.steps.size; moves++) {
    const position = flowPart(work.state, flow.id)?.at
    const step = position && flow.steps.get(position.step)
    const onward = step && advance(work, { flow: flow.id, step, position })
    if (!onward) return
    goTo(work, flow, { ...onward, what: 'moved' })
  }
}

const settleFlow = (work: Work, flow: FlowProgram): void => {
  trackFlow(work, flow)
  standAgain(work, flow)
  const at = flowPart(work.state, flow.id)?.at
  if (!at) return
  const out = wayOut(work, flow)
  if (!out) {
    walk(work, flow)
    return
  }
  forgetSend(work, flow.id, at.step)
  leaveFlow(work, { flow: flow.id, step: at.step, ...out })
}

/** Whoever stands in a flow that is published no more has left it. Published again it finds them as it finds anybody. */
const leaveGone = (work: Work): void => {
  for (const [flow, part] of Object.entries(work.state.flows ?? {})) {
    const isKnown = work.program[work.state.kind].flows.some(({ id }) => id === flow)
    if (isKnown || (!part.at && part.in === undefined)) continue
    if (part.at)
      leaveFlow(work, { flow, what: 'left', step: part.at.step, why: 'the flow is not published' })
    const { in: _, ...rest } = flowPart(work.state, flow) ?? part
    putFlow(work, flow, rest)
  }
}

/** Who enters, who goes on, who is out. */
export const settleFlows = (work: Work): void => {
  for (const flow of work.program[work.state.kind].awakeFlows(work.state)) settleFlow(work, flow)
  if (work.state.flows) leaveGone(work)
}
