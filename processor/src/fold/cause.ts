import type { Evidence } from '@waymark/schemas'

/** What a record brought: the newest of its events, and per leaf the newest event that matched it. */
export interface Cause {
  readonly newest: Evidence
  readonly byLeaf: ReadonlyMap<string, Evidence>
}

/** The event to name for a rule: the newest that one of its leaves matched, else the newest of the record. */
export const evidenceFor = (
  cause: Cause | undefined,
  leaves: readonly string[],
): Evidence | undefined => {
  let best: Evidence | undefined
  for (const leaf of leaves) {
    const found = cause?.byLeaf.get(leaf)
    if (found && (!best || found.at > best.at)) best = found
  }
  return best ?? cause?.newest
}
