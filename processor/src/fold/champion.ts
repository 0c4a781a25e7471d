import type { Champion } from '@waymark/schemas'
import type { AccountState, MemberState } from './state.ts'

const better =
  (pql: string) =>
  (a: readonly [string, MemberState], b: readonly [string, MemberState]): number => {
    const fits = (member: MemberState): number => (member.champion?.includes(pql) ? 1 : 0)
    return (
      fits(b[1]) - fits(a[1]) || b[1].n - a[1].n || b[1].seen - a[1].seen || (a[0] < b[0] ? -1 : 1)
    )
  }

/** The most active member who fits the role; without one who fits, the most active. */
export const championOf = (account: AccountState, pql: string): Champion | undefined => {
  const [best] = Object.entries(account.members)
    .filter(([, member]) => !member.left)
    .toSorted(better(pql))
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
