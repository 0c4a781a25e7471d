import type { LedgerEntry, Summary, TraitEntry } from '@waymark/schemas'
import { own } from './own.ts'
import type { EngagementState, MemberState, MilestoneState, PqlState } from './state.ts'

/** What the maps of a state hold that the fold changes entry by entry. */
interface Held extends Entries {
  readonly traits: TraitEntry
  readonly leaves: Summary
  readonly seg: number
  readonly asked: number
  readonly accs: number
  readonly orphans: Summary
  readonly ledger: LedgerEntry
  readonly members: MemberState
}

/** Those whose entries are changed in place. */
interface Entries {
  readonly mile: MilestoneState
  readonly pql: PqlState
  readonly eng: EngagementState
}

type Maps<Key extends keyof Held> = {
  [Name in Key]?: Record<string, Held[Name]> | undefined
}

/** A draft, and the state that it came from; none where nobody had met the subject before. */
export interface Draft<State> {
  readonly state: State
  readonly before: State | undefined
}

/**
 * A copy of a map of up to a thousand keys that come and go. Without a prototype an object is a hash table from the start; a spread
 * of so many keys would first try every one of them as a property that other objects have, too, which takes ten times as long.
 */
const copyMany = <T>(map: Readonly<Record<string, T>>): Record<string, T> => {
  const copy: Record<string, T> = Object.create(null)
  for (const key in map) copy[key] = map[key] as T
  return copy
}

/**
 * A map of the draft to write to. Until somebody asks for it the draft shares it with the state before: what an event does not change
 * is neither copied nor left to be collected as garbage.
 */
export const mine = <Key extends keyof Held>(
  { state, before }: Draft<Maps<Key>>,
  key: Key,
): Record<string, Held[Key]> => {
  const now = state[key]
  if (now && now !== before?.[key]) return now
  const copy: Record<string, Held[Key]> = key === 'members' && now ? copyMany(now) : { ...now }
  state[key] = copy
  return copy
}

/** An entry of the draft to write to, where there is one. */
export const mineIn = <Key extends keyof Entries>(
  draft: Draft<Maps<Key>>,
  key: Key,
  id: string,
): Held[Key] | undefined => {
  const now = own(draft.state[key] ?? {}, id)
  if (!now || now !== own(draft.before?.[key] ?? {}, id)) return now
  const copy = { ...now }
  mine(draft, key)[id] = copy
  return copy
}
