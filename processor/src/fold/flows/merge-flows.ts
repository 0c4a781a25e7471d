import {
  compareMoments,
  type FlowPart,
  type FlowPlace,
  type MergePart,
  type Moment,
} from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import { own } from '../own.ts'
import type { PersonWork } from '../work.ts'
import { flowPart, forgetSend, putFlow, type Slot, tellFlow } from './flow-place.ts'

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

const later = (a: Moment | undefined, b: Moment | undefined): Moment | undefined =>
  a && b ? (compareMoments(a, b) > 0 ? a : b) : (a ?? b)

/** How far somebody came: where a flow is for once only, whoever is through is furthest; else whoever is in it. */
const reachOf = ({ nth, at }: FlowPlace, isOnce: boolean): number => {
  if (at) return 1 + at.place
  return isOnce && nth > 0 ? Number.POSITIVE_INFINITY : 0
}

/** Of two positions the further one; of equals that of who has stood there longer. */
const further = (a: FlowPlace, b: FlowPlace, isOnce: boolean): FlowPlace => {
  const by = reachOf(a, isOnce) - reachOf(b, isOnce)
  if (by !== 0 && !Number.isNaN(by)) return by > 0 ? a : b
  return (a.at?.since ?? 0) <= (b.at?.since ?? 0) ? a : b
}

const defined = (part: { readonly [Key in keyof FlowPart]: FlowPart[Key] | undefined }) =>
  Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined),
  ) as unknown as FlowPart

/** The keys of both; one that both have as if it were a flow by itself. */
const mergeKeys = (
  a: FlowPart['keys'],
  b: FlowPart['keys'],
  isOnce: boolean,
): FlowPart['keys'] | undefined => {
  if (!a || !b) return a ?? b
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  return Object.fromEntries(
    names.flatMap((name) => {
      const [x, y] = [own(a, name), own(b, name)]
      const both = x && y ? mergeFlow(x, y, isOnce) : (x ?? y)
      return both ? [[name, both] as const] : []
    }),
  )
}

/** Two people who turn out to be one. Commutative and associative, so that the order in which histories arrive does not matter. */
export const mergeFlow = (a: FlowPart, b: FlowPart, isOnce: boolean): FlowPart =>
  defined({
    nth: Math.max(a.nth, b.nth),
    in: least(a.in, b.in),
    entered: most(a.entered, b.entered),
    left: most(a.left, b.left),
    seen: later(a.seen, b.seen),
    by: later(a.by, b.by),
    gate: undefined,
    at: further(a, b, isOnce).at,
    keys: mergeKeys(a.keys, b.keys, isOnce),
  })

const isOnce = (flow: FlowProgram | undefined): boolean => flow?.reentry.often === 'once'

interface Merged {
  readonly mine: FlowPlace | undefined
  readonly merged: FlowPlace
}

const begunOf = (place: FlowPlace | undefined) =>
  place?.at && { since: place.at.since, entered: place.entered ?? place.at.since }

const isSame = (a: FlowPlace | undefined, b: FlowPlace): boolean => {
  const [x, y] = [begunOf(a), begunOf(b)]
  return a?.at?.step === b.at?.step && x?.since === y?.since && x?.entered === y?.entered
}

/** Tells where it puts somebody who stood elsewhere, or nowhere, or not for so long. */
const tellMerged = (work: PersonWork, slot: Slot, { mine, merged }: Merged): void => {
  if (isSame(mine, merged)) return
  if (mine?.at && mine.at.step !== merged.at?.step) forgetSend(work, slot.flow, mine.at.step)
  const what = merged.at ? 'moved' : 'ended'
  const step = (merged.at ?? mine?.at)?.step ?? ''
  const begun = begunOf(merged)
  const why = 'came as far before, as a visitor'
  tellFlow(work, slot, { what, step, why, ...(begun ? { begun } : {}) })
}

/** Whoever stood in a flow as a visitor goes on from there, and does not enter again by turning out to be somebody. */
export const mergeFlows = (work: PersonWork, { flows = {} }: MergePart): void => {
  for (const [flow, brought] of Object.entries(flows)) {
    const mine = flowPart(work.state, flow)
    const program = work.program.person.flows.find(({ id }) => id === flow)
    const merged = mine ? mergeFlow(mine, brought, isOnce(program)) : brought
    tellMerged(work, { flow }, { mine, merged })
    for (const [key, place] of Object.entries(merged.keys ?? {}))
      tellMerged(work, { flow, key }, { mine: mine?.keys && own(mine.keys, key), merged: place })
    putFlow(work, flow, merged)
  }
}
