import type { FlowMove, FlowPart, FlowPlace, FlowTarget } from '@waymark/schemas'
import type { FlowProgram, FlowStepProgram } from '../../program/flow.ts'
import { mineIn } from '../mine.ts'
import { own } from '../own.ts'
import type { SubjectState } from '../state.ts'
import type { Work } from '../work.ts'

/** Which place in a flow: the one that there is, or, in a flow with a key, that of one of its values. */
export interface Slot {
  readonly flow: string
  readonly key?: string | undefined
}

export const flowPart = ({ flows }: SubjectState, id: string): FlowPart | undefined =>
  flows && own(flows, id)

export const placeAt = (state: SubjectState, { flow, key }: Slot): FlowPlace | undefined => {
  const part = flowPart(state, flow)
  return key === undefined ? part : part?.keys && own(part.keys, key)
}

/** Remembers it, or forgets it where nothing is left that would be worth keeping. */
export const putFlow = ({ state }: Work, id: string, part: FlowPart): void => {
  const { [id]: _, ...others } = state.flows ?? {}
  const isWorth = part.nth > 0 || part.in !== undefined || part.keys !== undefined
  if (isWorth) state.flows = { ...others, [id]: part }
  else if (Object.keys(others).length > 0) state.flows = others
  else state.flows = undefined
}

export const putPlace = (work: Work, { flow, key }: Slot, place: FlowPlace): void => {
  if (key === undefined) {
    putFlow(work, flow, place)
    return
  }
  const part = flowPart(work.state, flow) ?? { nth: 0 }
  putFlow(work, flow, { ...part, keys: { ...part.keys, [key]: place } })
}

interface Told {
  readonly what: FlowMove
  readonly step: string
  readonly why: string
  /** Of a place that a visitor brings. */
  readonly begun?: { readonly since: number; readonly entered: number }
}

export const tellFlow = (
  work: Work,
  { flow, key }: Slot,
  { what, step, why, begun }: Told,
): void => {
  const whose = key === undefined ? {} : { key }
  const at = work.state.clock
  work.transitions.push({ t: 'flow', flow, what, step, ...whose, at, ...begun, says: why })
}

/** What a step that they stood at still wanted to send is not sent any more. */
export const forgetSend = (work: Work, flow: string, step: string): void => {
  const id = `flow/${flow}/${step}`
  if (own(work.state.eng, id)?.wait !== undefined) delete mineIn(work, 'eng', id)?.wait
}

/** They are in it no more, and what they waited for is not sent; what has been stays known, for those who enter again. */
export const leaveFlow = (work: Work, slot: Slot, told: Told): void => {
  const place = placeAt(work.state, slot)
  if (!place?.at) return
  const { at: _, gate: __, ...rest } = place
  forgetSend(work, slot.flow, place.at.step)
  tellFlow(work, slot, told)
  putPlace(work, slot, { ...rest, left: work.state.clock })
}

/** Where a step stands in the flow as it is now, whose moves are not for whoever has come there. */
export const standOf = (
  { moves }: FlowProgram,
  { id, place, next }: FlowStepProgram,
  since: number,
) => ({
  ...{ step: id, place, since },
  ...(next === undefined ? {} : { next }),
  ...(moves === undefined ? {} : { moves: moves.id }),
})

/** Where somebody comes to in a flow, and what led there. */
export interface Move {
  readonly flow: FlowProgram
  readonly key: string | undefined
  readonly to: FlowTarget
  readonly what: 'entered' | 'moved'
  readonly why: string
}

/** They come to a step, or to the end. */
export const goTo = (work: Work, { flow, key, to, what, why }: Move): void => {
  const slot: Slot = { flow: flow.id, key }
  const place = placeAt(work.state, slot)
  const step = to === undefined ? undefined : flow.steps.get(to)
  if (!place) return
  if (!step) {
    leaveFlow(work, slot, { what: 'ended', step: place.at?.step ?? '', why })
    return
  }
  tellFlow(work, slot, { what, step: step.id, why })
  const { gate: _, ...rest } = place
  putPlace(work, slot, { ...rest, at: standOf(flow, step, work.state.clock) })
}
