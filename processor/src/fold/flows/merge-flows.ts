import type { FlowPart, MergePart } from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import type { PersonWork } from '../work.ts'
import { flowPart, forgetSend, putFlow, tellFlow } from './flow-place.ts'

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

/** How far somebody came: where a flow is for once only, whoever is through is furthest; else whoever is in it. */
const reachOf = ({ nth, at }: FlowPart, isOnce: boolean): number => {
  if (at) return 1 + at.place
  return isOnce && nth > 0 ? Number.POSITIVE_INFINITY : 0
}

/** Of two positions the further one; of equals that of who has stood there longer. */
const further = (a: FlowPart, b: FlowPart, isOnce: boolean): FlowPart => {
  const by = reachOf(a, isOnce) - reachOf(b, isOnce)
  if (by !== 0 && !Number.isNaN(by)) return by > 0 ? a : b
  return (a.at?.since ?? 0) <= (b.at?.since ?? 0) ? a : b
}

const defined = (part: { readonly [Key in keyof FlowPart]: FlowPart[Key] | undefined }) =>
  Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined),
  ) as unknown as FlowPart

/** Two people who turn out to be one. Commutative and associative, so that the order in which histories arrive does not matter. */
export const mergeFlow = (a: FlowPart, b: FlowPart, isOnce: boolean): FlowPart =>
  defined({
    nth: Math.max(a.nth, b.nth),
    in: least(a.in, b.in),
    entered: most(a.entered, b.entered),
    left: most(a.left, b.left),
    at: further(a, b, isOnce).at,
  })

const isOnce = (flow: FlowProgram | undefined): boolean => flow?.reentry.often === 'once'

/** Tells where it puts somebody who stood elsewhere, or nowhere. */
const tellMerged = (
  work: PersonWork,
  { flow, mine, merged }: { flow: string; mine: FlowPart | undefined; merged: FlowPart },
): void => {
  if (mine?.at?.step === merged.at?.step) return
  if (mine?.at) forgetSend(work, flow, mine.at.step)
  const what = merged.at ? 'moved' : 'ended'
  const step = (merged.at ?? mine?.at)?.step ?? ''
  tellFlow(work, { flow, what, step, why: 'came as far before, as a visitor' })
}

/** Whoever stood in a flow as a visitor goes on from there, and does not enter again by turning out to be somebody. */
export const mergeFlows = (work: PersonWork, { flows = {} }: MergePart): void => {
  for (const [flow, brought] of Object.entries(flows)) {
    const mine = flowPart(work.state, flow)
    const program = work.program.person.flows.find(({ id }) => id === flow)
    const merged = mine ? mergeFlow(mine, brought, isOnce(program)) : brought
    tellMerged(work, { flow, mine, merged })
    putFlow(work, flow, merged)
  }
}
