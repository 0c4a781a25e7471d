import type { MemberState } from '../state.ts'

interface Tally {
  of: number
  /** How many have been asked and have not answered. */
  waits: number
  readonly is: Map<string, number>
}

const tallyOf = (members: { readonly [person: string]: MemberState }): Tally => {
  const tally: Tally = { of: 0, waits: 0, is: new Map() }
  for (const { left, holds, asked } of Object.values(members)) {
    if (left) continue
    if (asked) tally.waits++
    // Who has never answered does not count.
    if (asked && !holds) continue
    tally.of++
    for (const rule of holds ?? []) tally.is.set(rule, 1 + (tally.is.get(rule) ?? 0))
  }
  return tally
}

/** Of how many members a rule holds, counted once, when the first rule asks; and how many have yet to say so. */
export const memberTally = (members: { readonly [person: string]: MemberState }) => {
  let tally: Tally | undefined
  return (rule: string): { readonly is: number; readonly of: number; readonly waits: number } => {
    tally ??= tallyOf(members)
    return { is: tally.is.get(rule) ?? 0, of: tally.of, waits: tally.waits }
  }
}
