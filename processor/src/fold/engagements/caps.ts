import { always, isTrue, verdict } from '@waymark/schemas'
import type { CapProgram, EngagementProgram } from '../../program/engagement.ts'
import { own } from '../own.ts'
import type { Answer, GateKeeper, Looked } from './gate.ts'
import { type Granted, grantedIn } from './granted.ts'
import { type At, freesAt, inside } from './window.ts'

type CountedCap = Exclude<CapProgram, { of: 'account' }>

const timesOf = (
  cap: CountedCap,
  { id }: EngagementProgram,
  { state }: Looked,
): readonly number[] => {
  if (cap.of === 'counter') return (state.used && own(state.used, cap.counter)) ?? []
  const now = own(state.eng, id)
  const shown = now?.shown ?? []
  const { later } = now ?? {}
  return cap.sparesSnoozed && later ? shown.filter((at) => at > later.at) : shown
}

const atOf = ({ id }: EngagementProgram, { state, facts, program }: Looked): At => ({
  now: facts.now,
  calendar: program.calendar,
  entered: own(state.eng, id)?.in,
})

/** How much of a cap is used up, and what of it is on its way to being so. */
export interface Usage {
  readonly used: number
  readonly max: number
  readonly frees: number
}

export const usageOf = (cap: CountedCap, message: EngagementProgram, looked: Looked): Usage => {
  const at = atOf(message, looked)
  const counted = inside(timesOf(cap, message, looked), cap.window, at)
  return { used: counted.length, max: cap.max, frees: freesAt(cap, counted, at) }
}

const verbOf = ({ channel }: EngagementProgram): string => (channel === 'guide' ? 'shown' : 'sent')

const sayTimes = (n: number): string => (n === 1 ? 'once' : `${n} times`)

/** What is granted may be painted any moment: nothing is sent beside it that would then be too much. */
const waitFor = (wants: string, { count, until }: Granted): Answer => ({
  open: verdict(false, until),
  wants,
  found: () => `${count} granted and not painted yet`,
  whenShut: 'waits',
})

const lookAt = (cap: CapProgram, message: EngagementProgram, looked: Looked): Answer => {
  if (cap.of === 'account') {
    const open = -cap.isFull(looked.facts)
    return { open, wants: cap.says, found: isTrue(open) ? 'less' : 'as often as that' }
  }
  const { used, max, frees } = usageOf(cap, message, looked)
  if (used < max && cap.of === 'counter' && message.channel !== 'guide') {
    const granted = grantedIn(looked, cap.counter, message.id)
    if (used + granted.count >= max) return waitFor(cap.says, granted)
  }
  const open = used < max ? always : verdict(false, frees)
  const found = () =>
    cap.of === 'message' ? `${verbOf(message)} ${sayTimes(used)}` : `${used} so far`
  return { open, wants: cap.says, found }
}

/** Of several caps the one that stays shut longest tells; where all are open, the first. */
const tightest = (answers: readonly Answer[]): Answer | undefined =>
  answers.length === 0 ? undefined : answers.reduce((a, b) => (b.open < a.open ? b : a))

/** However many messages match, nobody gets more than the caps allow. */
export const caps: GateKeeper = {
  gate: 'caps',
  whenShut: 'drops',
  look: (message, looked) => tightest(message.caps.map((cap) => lookAt(cap, message, looked))),
}
