import { limits, verdict } from '@waymark/schemas'
import type { EngagementProgram } from '../../program/engagement.ts'
import type { SubjectFacts } from '../facts-of.ts'
import type { PersonState, SubjectState } from '../state.ts'
import { accountAwaited } from '../verdicts/awaited.ts'
import { unheardUntil } from '../verdicts/unheard.ts'
import type { GateKeeper } from './gate.ts'

/** Until when a history is waited for that was asked for: decisions wait for it, but not long. */
const historyAwaited = (state: SubjectState): number => {
  if (state.kind === 'account') return 0
  let last = 0
  for (const id of Object.keys(state.asked)) last = Math.max(last, state.asked[id] ?? 0)
  return last <= 0 ? 0 : last + limits.mergeWaitMs
}

/** Until when the account's first word is waited for, or that it has heard what this message may hang on. */
const accountUntil = (
  { audience, exclude, goal }: EngagementProgram,
  state: PersonState,
  facts: SubjectFacts,
): number =>
  Math.max(
    accountAwaited(state, facts.now),
    unheardUntil(state, facts, [audience.holds, exclude?.holds, goal?.holds]),
  )

export const merge: GateKeeper = {
  gate: 'merge',
  whenShut: 'waits',
  look: (message, { state, facts }) => {
    const history = historyAwaited(state)
    const account = state.kind === 'person' ? accountUntil(message, state, facts) : 0
    const until = Math.max(history, account)
    if (until <= facts.now) return undefined
    const wants = 'history and what the account says are in'
    const answer = { open: verdict(false, until), wants, found: 'still on its way' }
    return history > facts.now ? answer : { ...answer, awaited: true }
  },
}
