import { onwardFrom } from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import { isHeld } from '../verdicts/unheard.ts'
import type { Work } from '../work.ts'
import { advance } from './advance.ts'
import { forgetSend, goTo, leaveFlow, placeAt, putPlace, type Slot, standOf } from './flow-place.ts'
import { wayOut } from './way-out.ts'

type Key = string | undefined

/**
 * Of a flow that was changed: its author may move those who are in it. Else, where the step was taken out, what came after it is next,
 * or where that is gone, too, what stands in its place. A step that stands elsewhere now is where it is now.
 */
const standAgain = (work: Work, flow: FlowProgram, key: Key): void => {
  const slot: Slot = { flow: flow.id, key }
  const place = placeAt(work.state, slot)
  const at = place?.at
  if (!at) return
  const onward = onwardFrom(flow, at)
  if (onward) {
    forgetSend(work, flow.id, at.step)
    goTo(work, { flow, key, ...onward, what: 'moved' })
    return
  }
  const step = flow.steps.get(at.step)
  const isSame = step?.place === at.place && step.next === at.next && flow.moves?.id === at.moves
  if (step && !isSame) putPlace(work, slot, { ...place, at: standOf(flow, step, at.since) })
}

/** Steps that do something before they lead on. */
const acts: ReadonlySet<string> = new Set(['send', 'set', 'show'])

/** Whether they wait for the account to have heard what they are out by, perhaps. */
const mayBeOut = (work: Work, { goal, exit }: FlowProgram): boolean =>
  isHeld(work, [goal?.holds, exit?.holds])

/**
 * Goes on from step to step until one keeps them. A flow goes round only by way of a long wait, so that nobody passes a step
 * twice in one instant.
 */
const walk = (work: Work, flow: FlowProgram, key: Key): void => {
  const { keyed: by } = flow
  const keyed = by && key !== undefined ? { property: by.property, key } : undefined
  for (let moves = 0; moves <= flow.steps.size; moves++) {
    const position = placeAt(work.state, { flow: flow.id, key })?.at
    const step = position && flow.steps.get(position.step)
    if (!step || (acts.has(step.does) && mayBeOut(work, flow))) return
    const onward = advance(work, { flow: flow.id, keyed, step, position })
    if (!onward || mayBeOut(work, flow)) return
    goTo(work, { flow, key, ...onward, what: 'moved' })
  }
}

/** Where somebody stands in a flow, or one of its keys: whether it is out, and else how far it goes on. */
export const settlePlace = (work: Work, flow: FlowProgram, key: Key): void => {
  const slot: Slot = { flow: flow.id, key }
  standAgain(work, flow, key)
  const at = placeAt(work.state, slot)?.at
  if (!at) return
  const out = wayOut(work, flow, false)
  if (!out) {
    walk(work, flow, key)
    return
  }
  if (out !== 'waits') leaveFlow(work, slot, { step: at.step, ...out })
}
