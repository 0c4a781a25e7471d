import type { SubjectKey } from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'
import type { Cache } from './cache.ts'
import { createRecent } from './recent.ts'
import { decodeSnapshot } from './state-codec.ts'

/** A subject in hand: its state, and the epoch and version of the record that holds it. */
export interface Held {
  readonly state: SubjectState
  readonly e: number
  readonly n: number
}

/** The states of one partition: the hot ones as objects, all of them in the cache. */
export interface Subjects {
  readonly get: (subject: SubjectKey) => Held | undefined
  /** Takes what a record says if it is newer by (epoch, version). `snapshot` is the state as JSON. */
  readonly put: (subject: SubjectKey, held: Held, snapshot: Uint8Array) => void
}

const isOlder = (a: Held, b: Held): boolean => a.e < b.e || (a.e === b.e && a.n < b.n)

export const createSubjects = (partition: number, cache: Cache, hot: number): Subjects => {
  const recent = createRecent<SubjectKey, Held>(hot, cache.flushed)
  const get = (subject: SubjectKey): Held | undefined => {
    const known = recent.get(subject)
    if (known) return known
    const entry = cache.get(subject)
    if (!entry) return undefined
    const held = { state: decodeSnapshot(entry.snapshot), e: entry.e, n: entry.n }
    recent.set(subject, held)
    return held
  }
  return {
    get,
    put: (subject, held, snapshot) => {
      const before = get(subject)
      if (before && isOlder(held, before)) return
      recent.set(subject, held)
      cache.put(
        { partition, subject, dueBefore: before?.state.due },
        { e: held.e, n: held.n, due: held.state.due, snapshot },
      )
    },
  }
}
