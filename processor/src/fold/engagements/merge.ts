import { limits, verdict } from '@waymark/schemas'
import type { SubjectState } from '../state.ts'
import type { GateKeeper } from './gate.ts'

/** A history that was asked for, or the account's word, has not come yet: decisions wait for it, but not long. */
const askedLast = (state: SubjectState): number => {
  if (state.kind === 'account') return 0
  const { says, asked } = state
  let last = says.asked ?? 0
  for (const id of Object.keys(asked)) last = Math.max(last, asked[id] ?? 0)
  return last
}

export const merge: GateKeeper = {
  gate: 'merge',
  whenShut: 'waits',
  look: (_, { state, facts }) => {
    const last = askedLast(state)
    const until = last + limits.mergeWaitMs
    if (last <= 0 || until <= facts.now) return undefined
    const wants = 'history and what the account says are in'
    return { open: verdict(false, until), wants, found: 'still on its way' }
  },
}
