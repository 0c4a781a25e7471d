import { limits } from '@waymark/schemas'
import type { AccountState, PersonState, SubjectState } from '../state.ts'

const end = (asked: number | undefined, now: number): number => {
  const until = asked === undefined ? 0 : asked + limits.mergeWaitMs
  return until > now ? until : 0
}

/** Until when the account's first word is waited for; 0: it is not. */
export const accountAwaited = ({ says }: PersonState, now: number): number => end(says.asked, now)

/** Until when members' answers are waited for, as long as one is missing; 0: they are not. */
export const membersAwaited = ({ asking }: AccountState, now: number): number => end(asking, now)

/** Whether answers that were asked for because definitions changed are waited for no longer from this instant on. */
export const endsAdoption = (state: SubjectState, at: number): boolean => {
  if (state.kind === 'account') return membersAwaited(state, at - 1) === at
  return state.says.adopts === true && accountAwaited(state, at - 1) === at
}
