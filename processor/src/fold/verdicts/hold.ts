import type { Work } from '../work.ts'

/**
 * Looks at the conditions of which it matters since when they hold: what held and still does goes on, what begins to hold does
 * so since its value came, and what does not is forgotten.
 */
export const settleHolds = (work: Work): void => {
  const { state, program, view } = work
  const { holds } = program[state.kind]
  if (holds.length === 0 && !state.held) return
  const held: Record<string, number> = {}
  for (const { hash, since } of holds) {
    const now = since(view)
    if (now !== undefined) held[hash] = Math.min(now, state.held?.[hash] ?? now)
  }
  if (Object.keys(held).length > 0) state.held = held
  else state.held = undefined
}

/** What held of an anonymous visitor as well as of who they turn out to be has held since the earlier of both. */
export const mergeHeld = (
  own: Readonly<Record<string, number>> | undefined,
  brought: Readonly<Record<string, number>> | undefined,
): Readonly<Record<string, number>> | undefined => {
  if (!own || !brought) return own ?? brought
  const merged: Record<string, number> = { ...own }
  for (const [hash, since] of Object.entries(brought))
    merged[hash] = Math.min(since, own[hash] ?? since)
  return merged
}
