import {
  type JsonObject,
  limits,
  type TraitEntries,
  type TraitEntry,
  type TraitSource,
} from '@waymark/schemas'
import { createRoom, type Room, rankOf, type Traits } from './trait-room.ts'

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const saidLast = (entry: TraitEntry): number => entry[3] ?? entry[1]

/** A server's word outranks a browser's, and a signed one an unsigned one; of equal rank the newer one counts, and keeps its "since" while the value stays. */
const wins = (now: TraitEntry, entry: TraitEntry): boolean =>
  now[2] === entry[2] ? saidLast(entry) >= saidLast(now) : rankOf(entry) > rankOf(now)

const entryOf = (now: TraitEntry, entry: TraitEntry): TraitEntry => {
  const said = Math.max(saidLast(entry), now[2] === entry[2] ? saidLast(now) : 0)
  const since = Math.min(now[1], entry[1])
  return said > since ? [now[0], since, entry[2], said] : [now[0], since, entry[2]]
}

/** Puts one trait in; true where the value changed. A `null` unsets it. */
const put = (
  traits: Traits,
  { name, entry }: { readonly name: string; readonly entry: TraitEntry },
  room: Room,
): boolean => {
  const now = Object.hasOwn(traits, name) ? traits[name] : undefined
  if (now && !wins(now, entry)) return false
  if (now && same(now[0], entry[0])) {
    traits[name] = entryOf(now, entry)
    return false
  }
  if (!room.take(name, now, entry)) return false
  traits[name] = entry
  return true
}

/** When something was said, and by whom. */
interface SaidBy {
  readonly time: number
  readonly from: TraitSource
}

const putSent = (
  traits: Traits,
  { sent, by }: { readonly sent: JsonObject | null | undefined; readonly by: SaidBy },
  room: Room,
): TraitEntries | undefined => {
  let changed: Record<string, TraitEntry> | undefined
  for (const name of Object.keys(sent ?? {})) {
    if (name === '__proto__' || name.startsWith('$') || name.length > limits.nameLength) continue
    const entry: TraitEntry = [sent?.[name] ?? null, by.time, by.from]
    if (!put(traits, { name, entry }, room)) continue
    changed ??= {}
    changed[name] = entry
  }
  return changed
}

/** Merges what was sent at `time`; returns the entries that changed a value. */
export const putTraits = (
  traits: Traits,
  sent: JsonObject | null | undefined,
  by: SaidBy,
): TraitEntries | undefined => putSent(traits, { sent, by }, createRoom(traits, { evicts: true }))

/** Gathers what is on its way to another subject: there a word that unsets has work to do, so none gives way before. */
export const gatherTraits = (
  traits: Traits,
  sent: JsonObject | null | undefined,
  by: SaidBy,
): void => {
  putSent(traits, { sent, by }, createRoom(traits, { evicts: false }))
}

/** Merges entries of another subject (a merge, an account's traits from its members). */
export const mergeTraits = (traits: Traits, entries: TraitEntries | undefined): boolean => {
  const room = createRoom(traits, { evicts: true })
  let changed = false
  for (const [name, entry] of Object.entries(entries ?? {}))
    changed = put(traits, { name, entry }, room) || changed
  return changed
}
