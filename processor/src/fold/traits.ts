import { type JsonObject, limits, type TraitEntries, type TraitEntry } from '@waymark/schemas'

type Traits = Record<string, TraitEntry>

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const saidLast = (entry: TraitEntry): number => entry[3] ?? entry[1]

/** A server's word outranks a browser's; of equal rank the newer one counts, and keeps its "since" while the value stays. */
const wins = (now: TraitEntry, entry: TraitEntry): boolean =>
  now[2] === entry[2] ? saidLast(entry) >= saidLast(now) : entry[2] === 's'

const entryOf = (now: TraitEntry, entry: TraitEntry): TraitEntry => {
  const said = Math.max(saidLast(entry), now[2] === entry[2] ? saidLast(now) : 0)
  const since = Math.min(now[1], entry[1])
  return said > since ? [now[0], since, entry[2], said] : [now[0], since, entry[2]]
}

const sizeOf = (name: string, entry: TraitEntry | undefined): number =>
  entry === undefined ? 0 : Buffer.byteLength(name) + Buffer.byteLength(JSON.stringify(entry[0]))

/** What all traits of a subject take: counted once for everything that is put in together, and only where a value changes. */
const createRoom = (traits: Traits) => {
  let used: number | undefined
  return {
    /** Takes the room of a value in place of the one there is; false where there is none left. A smaller value always fits. */
    take: (name: string, now: TraitEntry | undefined, entry: TraitEntry): boolean => {
      const bytes = sizeOf(name, entry)
      if (bytes - Buffer.byteLength(name) > limits.traitBytes) return false
      used ??= Object.keys(traits).reduce((sum, key) => sum + sizeOf(key, traits[key]), 0)
      const more = bytes - sizeOf(name, now)
      if (more > 0 && used + more > limits.traitsBytes) return false
      used += more
      return true
    },
  }
}

type Room = ReturnType<typeof createRoom>

/** Puts one trait in; true where the value changed. A `null` unsets it. */
const put = (
  traits: Traits,
  { name, entry }: { readonly name: string; readonly entry: TraitEntry },
  room: Room,
): boolean => {
  const now = Object.hasOwn(traits, name) ? traits[name] : undefined
  if (!now && Object.keys(traits).length >= limits.traitsKept) return false
  if (now && !wins(now, entry)) return false
  if (now && same(now[0], entry[0])) {
    traits[name] = entryOf(now, entry)
    return false
  }
  if (!room.take(name, now, entry)) return false
  traits[name] = entry
  return true
}

/** Merges what was sent at `time`; returns the entries that changed a value. */
export const putTraits = (
  traits: Traits,
  sent: JsonObject | null | undefined,
  by: { readonly time: number; readonly from: 'b' | 's' },
): TraitEntries | undefined => {
  const room = createRoom(traits)
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

/** Merges entries of another subject (a merge, an account's traits from its members). */
export const mergeTraits = (traits: Traits, entries: TraitEntries | undefined): boolean => {
  const room = createRoom(traits)
  let changed = false
  for (const [name, entry] of Object.entries(entries ?? {}))
    changed = put(traits, { name, entry }, room) || changed
  return changed
}
