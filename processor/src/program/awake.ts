import type { SubjectState } from '../fold/state.ts'
import type { Wakes } from './wakes.ts'

/** Of a list, in its order, what may matter to a subject: the rest would be looked at for nothing. */
export type Awake<Item> = (state: SubjectState) => readonly Item[]

/** An item, what wakes it (`undefined`: it never sleeps), and under which id a subject that has to do with it keeps that. */
export interface Sleeper<Item> {
  readonly item: Item
  readonly id: string
  readonly wakes: Wakes | undefined
}

const none: readonly number[] = []

const placesBy = <Item>(
  sleepers: readonly Sleeper<Item>[],
  keysOf: (sleeper: Sleeper<Item>) => Iterable<string>,
): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>()
  for (const [place, sleeper] of sleepers.entries())
    for (const key of keysOf(sleeper)) {
      const list = places.get(key)
      if (list) list.push(place)
      else places.set(key, [place])
    }
  return places
}

/**
 * Which of a list a subject wakes. Costs what the subject has, and a byte for each item: thousands of definitions whose events
 * somebody never saw are not looked at for them. `kept` is what the subject keeps of the items themselves, by their ids.
 */
export const awakeOf = <Item>(
  sleepers: readonly Sleeper<Item>[],
  kept: (state: SubjectState) => readonly (object | undefined)[],
): Awake<Item> => {
  const all = sleepers.map(({ item }) => item)
  const marks = new Uint8Array(all.length)
  const always = sleepers.flatMap(({ wakes }, place) => (wakes ? [] : [place]))
  const byId = placesBy(sleepers, ({ id }) => [id])
  const by = (read: keyof Wakes) => placesBy(sleepers, ({ wakes }) => wakes?.[read] ?? [])
  const leaves = by('leaves')
  const traits = by('traits')
  const milestones = by('milestones')
  const segments = by('segments')
  const pqls = by('pqls')
  const wake = (places: ReadonlyMap<string, readonly number[]>, had: object | undefined): void => {
    if (places.size === 0) return
    for (const key in had) for (const place of places.get(key) ?? none) marks[place] = 1
  }
  return (state) => {
    if (always.length === all.length) return all
    marks.fill(0)
    for (const place of always) marks[place] = 1
    wake(leaves, state.leaves)
    wake(traits, state.traits)
    wake(milestones, state.mile)
    wake(segments, state.seg)
    wake(pqls, state.pql)
    for (const map of kept(state)) wake(byId, map)
    return all.filter((_, place) => marks[place] === 1)
  }
}
