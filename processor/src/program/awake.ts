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

type Places = ReadonlyMap<string, readonly number[]>

const none: readonly number[] = []

const placesBy = <Item>(
  sleepers: readonly Sleeper<Item>[],
  keysOf: (sleeper: Sleeper<Item>) => Iterable<string>,
): Places => {
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
 * Which of a list a subject wakes. Costs what the subject has, however many items there are: thousands of definitions whose events
 * somebody never saw are not looked at for them. `kept` is what the subject keeps of the items themselves, by their ids.
 */
export const awakeOf = <Item>(
  sleepers: readonly Sleeper<Item>[],
  kept: (state: SubjectState) => readonly (object | undefined)[],
): Awake<Item> => {
  const items = sleepers.map(({ item }) => item)
  const always = sleepers.flatMap(({ wakes }, place) => (wakes ? [] : [place]))
  if (always.length === items.length) return () => items
  const by = (read: keyof Wakes) => placesBy(sleepers, ({ wakes }) => wakes?.[read] ?? [])
  const leaves = by('leaves')
  const traits = by('traits')
  const milestones = by('milestones')
  const segments = by('segments')
  const pqls = by('pqls')
  const byId = placesBy(sleepers, ({ id }) => [id])
  /** Which have been found already; all zero in between. */
  const marks = new Uint8Array(items.length)
  const find = (found: number[], places: readonly number[]): void => {
    for (const place of places) {
      if (marks[place] === 0) found.push(place)
      marks[place] = 1
    }
  }
  const wake = (found: number[], places: Places, had: object | undefined): void => {
    if (places.size === 0) return
    for (const key in had) find(found, places.get(key) ?? none)
  }
  /** The items found, in the order of the list. Of a short list the marks are read through, which sorts for nothing. */
  const inOrder = (found: number[]): readonly Item[] => {
    const inList: Item[] = []
    const take = (place: number): void => {
      if (marks[place] === 1) inList.push(items[place] as Item)
      marks[place] = 0
    }
    if (items.length <= found.length * 8) for (let i = 0; i < items.length; i++) take(i)
    else for (const place of found.sort((a, b) => a - b)) take(place)
    return inList
  }
  return (state) => {
    const found: number[] = []
    find(found, always)
    wake(found, leaves, state.leaves)
    wake(found, traits, state.traits)
    wake(found, milestones, state.mile)
    wake(found, segments, state.seg)
    wake(found, pqls, state.pql)
    for (const map of kept(state)) wake(found, byId, map)
    return inOrder(found)
  }
}
