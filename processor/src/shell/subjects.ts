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
  /** About how many bytes the state takes as JSON. */
  readonly bytes: number
}

/** What a record says of a subject. */
export type Recorded = Omit<Held, 'bytes'>

/**
 * The states of one partition: the hot ones as objects, all of them in the cache. A state that is folded but not written yet is
 * *unwritten*: only memory has it, so the source offsets behind it must not be committed.
 */
export interface Subjects {
  readonly get: (subject: SubjectKey) => Held | undefined
  /** Takes what a record says if it is newer by (epoch, version). `snapshot` is the state as JSON. */
  readonly put: (said: Recorded, snapshot: Uint8Array) => void
  /** Keeps a state that waits to be written. */
  readonly keep: (state: SubjectState, bytes: number) => void
  readonly unwritten: () => readonly SubjectState[]
  readonly unwrittenCount: () => number
  /** The earliest deadline among the unwritten; the cache does not know it yet. */
  readonly earliestUnwrittenDue: () => number | undefined
}

const isOlder = (a: Recorded, b: Recorded): boolean => a.e < b.e || (a.e === b.e && a.n < b.n)

export const createSubjects = (partition: number, cache: Cache, hot: number): Subjects => {
  const recent = createRecent<SubjectKey, Held>(hot, cache.flushed)
  const unwritten = new Map<SubjectKey, Held>()
  let earliest: number | undefined
  /** What the newest record that is in the cache, or on its way there, said. */
  const written = (subject: SubjectKey): Held | undefined => {
    const known = recent.get(subject)
    if (known) return known
    const entry = cache.get(subject)
    if (!entry) return undefined
    const { e, n, snapshot } = entry
    const held = { state: decodeSnapshot(snapshot), e, n, bytes: snapshot.length }
    recent.set(subject, held)
    return held
  }
  return {
    get: (subject) => unwritten.get(subject) ?? written(subject),
    put: (said, snapshot) => {
      const held = { ...said, bytes: snapshot.length }
      const subject = held.state.s
      unwritten.delete(subject)
      if (unwritten.size === 0) earliest = undefined
      const before = written(subject)
      if (before && isOlder(held, before)) return
      recent.set(subject, held)
      cache.put(
        { partition, subject, dueBefore: before?.state.due },
        { e: held.e, n: held.n, due: held.state.due, snapshot },
      )
    },
    keep: (state, bytes) => {
      unwritten.set(state.s, { state, e: -1, n: state.n, bytes })
      if (state.due !== undefined && state.due < (earliest ?? Number.POSITIVE_INFINITY))
        earliest = state.due
    },
    unwritten: () => Array.from(unwritten.values(), (held) => held.state),
    unwrittenCount: () => unwritten.size,
    earliestUnwrittenDue: () => earliest,
  }
}
