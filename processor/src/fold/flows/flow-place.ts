import type { FlowMove, FlowPart } from '@waymark/schemas'
import type { FlowProgram, FlowTarget } from '../../program/flow.ts'
import { own } from '../own.ts'
import type { SubjectState } from '../state.ts'
import type { Work } from '../work.ts'

export const flowPart = ({ flows }: SubjectState, id: string): FlowPart | undefined =>
  flows && own(flows, id)

/** Remembers it, or forgets it where nothing is left that would be worth keeping. */
export const putFlow = ({ state }: Work, id: string, part: FlowPart): void => {
  const { [id]: _, ...others } = state.flows ?? {}
  const isWorth = part.nth > 0 || part.in !== undefined
  if (isWorth) state.flows = { ...others, [id]: part }
  else if (Object.keys(others).length > 0) state.flows = others
  else delete state.flows
}

interface Told {
  readonly flow: string
  readonly what: FlowMove
  readonly step: string
  readonly why: string
}

export const tellFlow = (work: Work, { flow, what, step, why }: Told): void => {
  work.transitions.push({ t: 'flow', flow, what, step, at: work.state.clock, says: why })
}

/** What a step that they stood at still wanted to send is not sent any more. */
export const forgetSend = ({ state }: Work, flow: string, step: string): void => {
  const ledger = own(state.eng, `flow/${flow}/${step}`)
  if (ledger) delete ledger.wait
}

/** They are in it no more; what has been stays known, for those who enter again. */
export const leaveFlow = (work: Work, told: Told): void => {
  const part = flowPart(work.state, told.flow)
  if (!part?.at) return
  const { at: _, ...rest } = part
  tellFlow(work, told)
  putFlow(work, told.flow, { ...rest, left: work.state.clock })
}

/** They come to a step, or to the end. */
export const goTo = (
  work: Work,
  flow: FlowProgram,
  {
    to,
    what,
    why,
  }: { readonly to: FlowTarget; readonly what: 'entered' | 'moved'; readonly why: string },
): void => {
  const part = flowPart(work.state, flow.id)
  const step = to === undefined ? undefined : flow.steps.get(to)
  if (!part) return
  if (!step) {
    leaveFlow(work, { flow: flow.id, what: 'ended', step: part.at?.step ?? '', why })
    return
  }
  tellFlow(work, { flow: flow.id, what, step: step.id, why })
  const at = { step: step.id, place: step.place, since: work.state.clock }
  putFlow(work, flow.id, { ...part, at })
}
