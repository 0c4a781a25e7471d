import { limits, type TraitEntry } from '@waymark/schemas'

export type Traits = Record<string, TraitEntry>

/** Whose word counts: a server's above that of a signed-in page, and that above any page's. */
export const rankOf = (entry: TraitEntry): number => 'bps'.indexOf(entry[2])

const isUnset = (entry: TraitEntry): boolean => entry[0] === null

/** What was unset takes no more than its name, so that unsetting never needs room. */
const valueBytes = (entry: TraitEntry): number =>
  isUnset(entry) ? 0 : Buffer.byteLength(JSON.stringify(entry[0]))

const sizeOf = (name: string, entry: TraitEntry | undefined): number =>
  entry === undefined ? 0 : Buffer.byteLength(name) + valueBytes(entry)

/**
 * In which turn a trait gives way to a word that finds no room: first what was unset, which is kept only so that a late word
 * does not bring it back, then what somebody of lower rank said. To a word nothing of a higher rank gives way.
 */
const turnOf = (kept: TraitEntry, word: TraitEntry): number | undefined => {
  if (isUnset(word)) return undefined
  if (rankOf(kept) > rankOf(word)) return undefined
  if (isUnset(kept)) return rankOf(kept) === 0 ? 0 : 1
  return rankOf(kept) < rankOf(word) ? 2 : undefined
}

/** Names of the traits that give way to a word, in their order: by turn, the oldest first, then by name. */
const givingWay = (traits: Traits, name: string, word: TraitEntry): readonly string[] =>
  Object.entries(traits)
    .flatMap(([other, entry]) => {
      const turn = other === name ? undefined : turnOf(entry, word)
      return turn === undefined ? [] : [{ other, turn, since: entry[1] }]
    })
    .sort((a, b) => a.turn - b.turn || a.since - b.since || (a.other < b.other ? -1 : 1))
    .map(({ other }) => other)

interface Lack {
  readonly slots: number
  readonly bytes: number
}

/** As many of those that give way as free what is lacking; `undefined` where all of them are not enough. */
const leavingFor = (
  traits: Traits,
  lack: Lack,
  candidates: () => readonly string[],
): readonly string[] | undefined => {
  let { slots, bytes } = lack
  if (slots <= 0 && bytes <= 0) return []
  const leaving: string[] = []
  for (const name of candidates()) {
    leaving.push(name)
    slots--
    bytes -= sizeOf(name, traits[name])
    if (slots <= 0 && bytes <= 0) return leaving
  }
  return undefined
}

/** What all traits of a subject take: counted once for everything that is put in together, and only where a value changes. */
export const createRoom = (traits: Traits, { evicts }: { readonly evicts: boolean }) => {
  let used: number | undefined
  return {
    /**
     * Takes the room of a value in place of the one there is, at the cost of those that give way to it; false where there is
     * none left, and then nothing has gone. A smaller value always fits.
     */
    take: (name: string, now: TraitEntry | undefined, entry: TraitEntry): boolean => {
      if (valueBytes(entry) > limits.traitBytes) return false
      used ??= Object.keys(traits).reduce((sum, key) => sum + sizeOf(key, traits[key]), 0)
      const more = sizeOf(name, entry) - sizeOf(name, now)
      const lack = {
        slots: now ? 0 : Object.keys(traits).length + 1 - limits.traitsKept,
        bytes: more > 0 ? used + more - limits.traitsBytes : 0,
      }
      const candidates = () => (evicts ? givingWay(traits, name, entry) : [])
      const leaving = leavingFor(traits, lack, candidates)
      if (!leaving) return false
      for (const gone of leaving) {
        used -= sizeOf(gone, traits[gone])
        delete traits[gone]
      }
      used += more
      return true
    },
  }
}

export type Room = ReturnType<typeof createRoom>
