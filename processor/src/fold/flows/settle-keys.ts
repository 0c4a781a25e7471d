import { compareMoments, type FlowPlace, limits, type Moment } from '@waymark/schemas'
import type { FlowProgram, KeyProgram } from '../../program/flow.ts'
import { ledgerOf } from '../engagements/record.ts'
import { decided } from '../verdicts/decided.ts'
import type { Work } from '../work.ts'
import { mayReenter, startOf } from './enter-flow.ts'
import { flowPart, goTo, leaveFlow, placeAt, putFlow, putPlace, type Slot } from './flow-place.ts'
import { settlePlace } from './settle-place.ts'
import { wayOut } from './way-out.ts'

/** Whether who is not in it may be let in by an event: not by history, nor by what has been there when the flow was published. */
const counts = ({ state, quiet, adopting }: Work, { includePresent }: FlowProgram): boolean =>
  state.past === undefined && (!quiet || (adopting === true && includePresent))

/** `undefined`: another subject has not said yet what is asked of it. */
const isLetIn = (work: Work, flow: FlowProgram, place: FlowPlace): boolean | undefined => {
  const rest = flow.keyed?.rest
  if (!mayReenter(place, flow, work.state.clock)) return false
  const isRest = rest ? decided(work, rest.holds) : true
  if (!isRest) return isRest
  const out = wayOut(work, flow)
  return out === 'waits' ? undefined : !out
}

/** An event with this key: where the key is not in the flow it enters, each event at most once. */
const trackKey = (
  work: Work,
  flow: FlowProgram,
  { key, seen }: { readonly key: string; readonly seen: Moment },
): void => {
  const slot: Slot = { flow: flow.id, key }
  const before = placeAt(work.state, slot) ?? { nth: 0 }
  if (before.seen && compareMoments(seen, before.seen) <= 0) return
  const place = { ...before, seen }
  work.view.key = { value: key, since: seen }
  const mayEnter = !place.at && counts(work, flow)
  const letIn = mayEnter && isLetIn(work, flow, place)
  if (letIn === undefined) return
  putPlace(work, slot, place)
  if (!letIn) return
  const to = startOf(work, flow)
  if (to === undefined) return
  putPlace(work, slot, { ...place, nth: place.nth + 1, entered: work.state.clock, by: seen })
  goTo(work, { flow, key, to, what: 'entered', why: flow.enter.says })
}

const neverSeen: Moment = [0, 0]

/** Oldest first; of equal ones always in the same order. */
const bySeen = (
  [a, { seen: x = neverSeen }]: readonly [string, FlowPlace],
  [b, { seen: y = neverSeen }]: readonly [string, FlowPlace],
): number => compareMoments(x, y) || (a < b ? -1 : 1)

/** Only so many keys are followed: those whose event came last. */
const forgetOld = (work: Work, flow: string): void => {
  const part = flowPart(work.state, flow)
  const keys = Object.entries(part?.keys ?? {}).sort(bySeen)
  const old = keys.slice(0, Math.max(0, keys.length - limits.flowKeys))
  if (!part || old.length === 0) return
  for (const [key, { at }] of old) {
    const why = `only ${limits.flowKeys} keys are followed`
    if (at) leaveFlow(work, { flow, key }, { what: 'left', step: at.step, why })
  }
  putFlow(work, flow, { ...part, keys: Object.fromEntries(keys.slice(old.length)) })
}

/** What waits to be sent waits for each key by itself, and the message's one ledger says of any that it does. */
const noteWaiting = (work: Work, flow: FlowProgram, keys: readonly string[]): void => {
  for (const key of keys) {
    const at = placeAt(work.state, { flow: flow.id, key })?.at
    const step = at && flow.steps.get(at.step)
    if (step?.does === 'send' && step.message) ledgerOf(work, step.message.id).wait = at?.since ?? 0
  }
}

/** Which keys enter, which go on, which are out; each as if there were no other. */
export const settleKeys = (work: Work, flow: FlowProgram, { read }: KeyProgram): void => {
  for (const [key, time, order = 0] of read(work.view)?.values ?? [])
    trackKey(work, flow, { key, seen: [time, order] })
  forgetOld(work, flow.id)
  const keys = Object.keys(flowPart(work.state, flow.id)?.keys ?? {}).sort()
  for (const key of keys) {
    const { at, by = neverSeen } = placeAt(work.state, { flow: flow.id, key }) ?? { nth: 0 }
    if (!at) continue
    work.view.key = { value: key, since: by }
    settlePlace(work, flow, key)
  }
  work.view.key = undefined
  noteWaiting(work, flow, keys)
}
