/** Wants the one place on the screen. */
export interface Claimant {
  readonly priority: number
  onGranted(): void
  onBlocked(): void
  /** Somebody else asks: what the page has put out of sight makes way, and asks again. */
  makeWay(): void
}

/**
 * One guide at a time: of those that ask in the same moment, the one of the highest priority. `whenSettled` says when the moment is over:
 * a search that needs two slices must not lose to a less important one that needs one.
 */
export interface Slot {
  ask(claimant: Claimant): void
  /** The person has opened it: it has the place at once. */
  take(claimant: Claimant): void
  /** No longer wants or has it. */
  leave(claimant: Claimant): void
  readonly holder: Claimant | undefined
}

export const createSlot = (whenSettled: (fn: () => void) => void): Slot => {
  const waiting = new Set<Claimant>()
  let holder: Claimant | undefined
  let deciding = false

  const decideSoon = (): void => {
    if (deciding) return
    deciding = true
    whenSettled(decide)
  }
  const decide = (): void => {
    deciding = false
    const ordered = [...waiting].sort((a, b) => b.priority - a.priority)
    const [first] = ordered
    if (first) holder?.makeWay()
    if (!holder && first) {
      holder = first
      waiting.delete(first)
      first.onGranted()
    }
    for (const each of waiting) if (each !== holder) each.onBlocked()
  }
  return {
    ask: (claimant) => {
      if (holder === claimant || waiting.has(claimant)) return
      waiting.add(claimant)
      decideSoon()
    },
    take: (claimant) => {
      waiting.delete(claimant)
      holder = claimant
    },
    leave: (claimant) => {
      waiting.delete(claimant)
      if (holder !== claimant) return
      holder = undefined
      decideSoon()
    },
    get holder() {
      return holder
    },
  }
}
