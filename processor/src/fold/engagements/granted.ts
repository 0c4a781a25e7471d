import type { Program } from '../../program/program.ts'
import type { SubjectState } from '../state.ts'

/** What has been granted to other messages of a counter and not been painted yet: how many, and until when at least one is. */
export interface Granted {
  readonly count: number
  readonly until: number
}

export const grantedIn = (
  { state, program }: { readonly state: SubjectState; readonly program: Program },
  counter: string,
  but: string,
): Granted => {
  let count = 0
  let until = Number.POSITIVE_INFINITY
  for (const [id, { lease }] of Object.entries(state.eng)) {
    if (id === but || !lease || lease.until <= state.clock) continue
    if (!program.messages.get(id)?.counters.some(({ name }) => name === counter)) continue
    count++
    until = Math.min(until, lease.until)
  }
  return { count, until }
}
