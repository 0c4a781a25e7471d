import { type Champion, pickChampion } from '@waymark/schemas'
import type { AccountState } from '../state.ts'

/** The champion of an account, as an alert and a turn tell of them. */
export const championOf = (account: AccountState, pql: string): Champion | undefined => {
  const best = pickChampion(Object.entries(account.members), pql)
  if (!best) return undefined
  const [person, { name, email, role, seen, n }] = best
  return {
    person,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(role === undefined ? {} : { role }),
    seen,
    events: n,
  }
}
