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

type Put = 'changed' | 'kept' | 'no_room'

/** Puts one trait in, or keeps what there is. A `null` unsets it. */
const put = (
  traits: Traits,
  { name, entry }: { readonly name: string; readonly entry: TraitEntry },
  room: Room,
): Put => {
  const now = Object.hasOwn(traits, name) ? traits[name] : undefined
  if (now && !wins(now, entry)) return 'kept'
  if (now && same(now[0], entry[0])) {
    traits[name] = entryOf(now, entry)
    return 'kept'
  }
  if (!room.take(name, now, entry)) return 'no_room'
  traits[name] = entry
  return 'changed'
}

/** When something was said, and by whom. */
interface SaidBy {
  readonly time: number
  readonly from: TraitSource
}

/** What became of the traits of an event. */
export interface SentTraits {
  /** Whether any value is another one now. */
  readonly changed: boolean
  /** Names of those that there was no room for. */
  readonly dropped: readonly string[]
}

const putSent = (
  traits: Traits,
  { sent, by }: { readonly sent: JsonObject | null | undefined; readonly by: SaidBy },
  room: Room,
): SentTraits => {
  let changed = false
  const dropped: string[] = []
  for (const name of Object.keys(sent ?? {})) {
    if (name === '__proto__' || name.startsWith('$') || name.length > limits.nameLength) continue
    const entry: TraitEntry = [sent?.[name] ?? null, by.time, by.from]
    const became = put(traits, { name, entry }, room)
    if (became === 'changed') changed = true
    if (became === 'no_room') dropped.push(name)
  }
  return { changed, dropped }
}

/** Merges what was sent at `time`. */
export const putTraits = (
  traits: Traits,
  sent: JsonObject | null | undefined,
  by: SaidBy,
): SentTraits => putSent(traits, { sent, by }, createRoom(traits, { evicts: true }))

/** Gathers what is on its way to another subject: there a word that unsets has work to do, so none gives way before. */
export const gatherTraits = (
  traits: Traits,
  sent: JsonObject | null | undefined,
  by: SaidBy,
): SentTraits => putSent(traits, { sent, by }, createRoom(traits, { evicts: false }))

/** Merges entries of another subject (a merge, an account's traits from its members). */
export const mergeTraits = (traits: Traits, entries: TraitEntries | undefined): boolean => {
  const room = createRoom(traits, { evicts: true })
  let changed = false
  for (const [name, entry] of Object.entries(entries ?? {}))
    changed = put(traits, { name, entry }, room) === 'changed' || changed
  return changed
}
