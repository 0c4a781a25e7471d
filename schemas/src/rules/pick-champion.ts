/** What is known of somebody who acts for an account, as far as it says whom to talk to. */
export interface Candidate {
  /** Events in the account. */
  readonly n: number
  /** Last seen, ms. */
  readonly seen: number
  /** The PQLs whose champion rule fits. */
  readonly champion?: readonly string[]
  /** A signed identity names the account. */
  readonly signed?: true
  /** Acts for another account now. */
  readonly left?: true
}

type Entry<C> = readonly [person: string, candidate: C]

const better =
  (pql: string) =>
  (a: Entry<Candidate>, b: Entry<Candidate>): number => {
    const fits = ([, { champion }]: Entry<Candidate>): number => (champion?.includes(pql) ? 1 : 0)
    return fits(b) - fits(a) || b[1].n - a[1].n || b[1].seen - a[1].seen || (a[0] < b[0] ? -1 : 1)
  }

/** Anybody can say in a browser to be of a company: where somebody has proved it, the others are not called. */
const proven = <C extends Candidate>(members: readonly Entry<C>[]): readonly Entry<C>[] => {
  const signed = members.filter(([, { signed }]) => signed)
  return signed.length > 0 ? signed : members
}

/**
 * Whom to talk to about a PQL of an account: the most active member who fits its champion rule; without one who fits, the
 * most active. Where members have signed identities, one of them.
 */
export const pickChampion = <C extends Candidate>(
  members: readonly Entry<C>[],
  pql: string,
): Entry<C> | undefined => proven(members.filter(([, { left }]) => !left)).toSorted(better(pql))[0]
