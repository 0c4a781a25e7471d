import type { SubjectState } from './state.ts'

const copyEach = <T extends object>(map: Record<string, T>): Record<string, T> => {
  const copy: Record<string, T> = {}
  for (const key of Object.keys(map)) copy[key] = { ...(map[key] as T) }
  return copy
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
 * A copy that the fold may change: maps, and the entries it changes in place. Summaries, trait entries and lists are replaced,
 * never changed, so they are shared. (A structured clone costs five times as much, and this is the hot path.)
 */
export const copyState = <State extends SubjectState>(state: State): State => {
  const copy: State = {
    ...state,
    traits: { ...state.traits },
    leaves: { ...state.leaves },
    mile: copyEach(state.mile),
    seg: { ...state.seg },
    pql: copyEach(state.pql),
    // Accounts that were folded before there were messages about accounts have none.
    eng: copyEach(state.eng ?? {}),
    src: { e: state.src.e, r: { ...state.src.r } },
  }
  if (copy.kind === 'person' && state.kind === 'person') {
    copy.ids = state.ids.slice()
    copy.asked = { ...state.asked }
    copy.accs = { ...state.accs }
    copy.orphans = { ...state.orphans }
    if (state.ledger) copy.ledger = { ...state.ledger }
  }
  if (copy.kind === 'account' && state.kind === 'account') copy.members = copyMany(state.members)
  return copy
}
