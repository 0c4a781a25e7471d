import type { FlowPart } from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import type { Work } from '../work.ts'
import { trackFlow } from './enter-flow.ts'
import { flowPart, leaveFlow, putFlow } from './flow-place.ts'
import { settleKeys } from './settle-keys.ts'
import { settlePlace } from './settle-place.ts'

/** Every place in a flow: its own, and those of its keys. */
const slotsOf = (flow: string, { keys = {} }: FlowPart) => [
  { flow, key: undefined, place: undefined },
  ...Object.keys(keys).map((key) => ({ flow, key, place: keys[key] })),
]

const leaveAll = (
  work: Work,
  { flow, part }: { readonly flow: string; readonly part: FlowPart },
  why: string,
): void => {
  for (const { key, place = part } of slotsOf(flow, part)) {
    const step = place.at?.step
    if (step !== undefined) leaveFlow(work, { flow, key }, { what: 'left', step, why })
  }
}

/** A flow that has got a key, or has one no more, is another flow: nobody stands in both. */
const leaveOther = (work: Work, { id, keyed }: FlowProgram): void => {
  const part = flowPart(work.state, id)
  if (!part || (keyed ? !part.at : !part.keys)) return
  leaveAll(
    work,
    { flow: id, part },
    keyed ? 'the flow has a key now' : 'the flow has no key any more',
  )
  const { keys: _, ...rest } = flowPart(work.state, id) ?? part
  putFlow(work, id, rest)
}

const settleFlow = (work: Work, flow: FlowProgram): void => {
  leaveOther(work, flow)
  if (flow.keyed) {
    settleKeys(work, flow, flow.keyed)
    return
  }
  trackFlow(work, flow)
  settlePlace(work, flow, undefined)
}

/** Whoever stands in a flow that is published no more has left it. Published again it finds them as it finds anybody. */
const leaveGone = (work: Work): void => {
  for (const [flow, part] of Object.entries(work.state.flows ?? {})) {
    const isKnown = work.program[work.state.kind].flows.some(({ id }) => id === flow)
    const stands = slotsOf(flow, part).some(({ place = part }) => place.at)
    if (isKnown || (!stands && part.in === undefined)) continue
    leaveAll(work, { flow, part }, 'the flow is not published')
    const { in: _, ...rest } = flowPart(work.state, flow) ?? part
    putFlow(work, flow, rest)
  }
}

/** Who enters, who goes on, who is out. */
export const settleFlows = (work: Work): void => {
  for (const flow of work.program[work.state.kind].awakeFlows(work.state)) settleFlow(work, flow)
  if (work.state.flows) leaveGone(work)
}
