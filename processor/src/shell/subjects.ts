import type { OwnerPosition, SubjectKey } from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'
import type { Cache, Cached, Due } from './cache.ts'
import { createRecent } from './recent.ts'
import { sortedEntries } from './sorted-entries.ts'
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

/** The next offsets in the topics that a partition folds. */
export type Progress = OwnerPosition['position']

/** Since when a state waits to be written, on the clock of `performance.now`, and what was folded into anybody before. */
export interface Since {
  readonly at: number
  readonly folded: Progress
}

/** Whose states have waited long enough. Once they are written, all before `upTo` is; without, all that was folded. */
export interface LongestWaiting {
  readonly subjects: readonly SubjectKey[]
  readonly upTo: Progress | undefined
}

/**
 * The states of one partition: the hot ones as objects, all of them in the cache. A state that is folded but not written yet is
 * *unwritten*: only memory has it, so the source offsets behind it must not be committed. One that is in the log but not yet in
 * the cache is *unsaved*: a busy subject goes there once in a while, not with every record.
 */
export interface Subjects {
  readonly get: (subject: SubjectKey) => Held | undefined
  /** Takes what a record says if it is newer by (epoch, version). `snapshot` is the state as JSON. */
  readonly put: (said: Recorded, snapshot: Uint8Array) => void
  /** Keeps a state that waits to be written; if an older one waits already, since then. */
  readonly keep: (state: SubjectState, bytes: number, since: Since) => void
  readonly unwritten: () => readonly SubjectState[]
  /** One of those. */
  readonly waiting: (subject: SubjectKey) => SubjectState | undefined
  /** Since when the first of them waits. */
  readonly waitingSince: () => number | undefined
  /** Those who wait since an instant or longer. */
  readonly longestWaiting: (since: number) => LongestWaiting
  readonly unwrittenCount: () => number
  /** Puts into the cache what is not there yet; to be read from there once it is `flushed`. */
  readonly save: () => void
  readonly earliestDue: () => number | undefined
  /** Subjects that are due by `now`, at most so many. What was saved must be `flushed`. */
  readonly dueBy: (now: number, most: number) => readonly Due[]
}

const isOlder = (a: Recorded, b: Recorded): boolean => a.e < b.e || (a.e === b.e && a.n < b.n)

interface Unwritten extends Held {
  readonly since: Since
}

interface Unsaved extends Cached {
  /** What the cache says: its index of deadlines is by that. */
  readonly dueBefore: number | undefined
}

export const createSubjects = (partition: number, cache: Cache, hot: number): Subjects => {
  /** In the order in which they began to wait: a map keeps the place of a key that it has. */
  const unwritten = new Map<SubjectKey, Unwritten>()
  const unsaved = new Map<SubjectKey, Unsaved>()
  const save = (): void => {
    for (const [subject, { dueBefore, ...entry }] of sortedEntries(unsaved))
      cache.put({ partition, subject, dueBefore }, entry)
    unsaved.clear()
  }
  const recent = createRecent<SubjectKey, Held>(hot, async () => {
    await cache.room()
    save()
    await cache.flushed()
  })
  /** What the newest record said. */
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
  const forEachDueInMemory = (see: (subject: SubjectKey, due: number) => void): void => {
    for (const [subject, { state }] of unwritten)
      if (state.due !== undefined) see(subject, state.due)
    for (const [subject, { due }] of unsaved)
      if (due !== undefined && !unwritten.has(subject)) see(subject, due)
  }
  /** From the cache, the earliest first, without those of which it does not know the newest. */
  const duesInCache = function* (): Generator<Due> {
    for (const due of cache.dues(partition))
      if (!unwritten.has(due.subject) && !unsaved.has(due.subject)) yield due
  }
  return {
    get: (subject) => unwritten.get(subject) ?? written(subject),
    put: (said, snapshot) => {
      const held = { ...said, bytes: snapshot.length }
      const subject = held.state.s
      unwritten.delete(subject)
      const before = written(subject)
      if (before && isOlder(held, before)) return
      recent.set(subject, held)
      const known = unsaved.get(subject)
      const dueBefore = known ? known.dueBefore : before?.state.due
      unsaved.set(subject, { e: held.e, n: held.n, due: held.state.due, snapshot, dueBefore })
    },
    keep: (state, bytes, now) => {
      const since = unwritten.get(state.s)?.since ?? now
      unwritten.set(state.s, { state, e: -1, n: state.n, bytes, since })
    },
    unwritten: () => Array.from(unwritten.values(), (held) => held.state),
    waiting: (subject) => unwritten.get(subject)?.state,
    waitingSince: () => {
      for (const { since } of unwritten.values()) return since.at
      return undefined
    },
    longestWaiting: (instant) => {
      const found: SubjectKey[] = []
      for (const [subject, { since }] of unwritten) {
        if (since.at > instant) return { subjects: found, upTo: since.folded }
        found.push(subject)
      }
      return { subjects: found, upTo: undefined }
    },
    unwrittenCount: () => unwritten.size,
    save,
    earliestDue: () => {
      let earliest = Number.POSITIVE_INFINITY
      forEachDueInMemory((_subject, due) => {
        earliest = Math.min(earliest, due)
      })
      for (const { due } of duesInCache()) return Math.min(earliest, due)
      return earliest < Number.POSITIVE_INFINITY ? earliest : undefined
    },
    dueBy: (now, most) => {
      const found: Due[] = []
      forEachDueInMemory((subject, due) => {
        if (due <= now) found.push({ subject, due })
      })
      let left = most
      for (const one of duesInCache()) {
        if (one.due > now || left-- === 0) break
        found.push(one)
      }
      return found.sort((a, b) => a.due - b.due).slice(0, most)
    },
  }
}
