import { limits, type SubjectKey } from '@waymark/schemas'
import type { Cache } from './cache.ts'
import { createRecent } from './recent.ts'
import { sortedEntries } from './sorted-entries.ts'

/** Where an event lay first: partition and offset in `events`, and its place in the record. */
export interface SourcePosition {
  readonly partition: number
  readonly offset: number
  readonly index: number
}

/** Which message ids each subject has accepted, and from where. A second sighting from elsewhere is a duplicate. */
export interface AcceptedIds {
  readonly isDuplicate: (subject: SubjectKey, message: string, at: SourcePosition) => boolean
  readonly accept: (subject: SubjectKey, message: string, at: SourcePosition) => void
  /** Puts into the cache what is not there yet. */
  readonly save: () => void
  /** The event went to the dead letters: when it is replayed from there it is new. */
  readonly forget: (subject: SubjectKey, message: string) => void
  /** Forgets a few ids that are too old to come again. Cheap; call it now and then. */
  readonly tidy: () => void
}

const textOf = ({ partition, offset, index }: SourcePosition): string =>
  `${partition}.${offset}.${index}`

const dayMs = 86_400_000

/** A position and the day on which it was accepted, so that it can be forgotten. */
const dated = (position: string, now: number): string => `${position} ${Math.floor(now / dayMs)}`

const positionOf = (entry: string): string => entry.slice(0, entry.indexOf(' '))

const dayOf = (entry: string): number => Number(entry.slice(entry.indexOf(' ') + 1))

/** The longest that ingest lets through is far below what LMDB takes as a key. */
const keyOf = (subject: SubjectKey, message: string): string => `${subject}\n${message}`

const pruneEveryMs = 60_000
const pruneMost = 5_000

/** `clock` tells on which day an id is accepted; ids are kept for the window in which clients may send them again. */
export const createAcceptedIds = (
  cache: Cache,
  { hot, clock }: { readonly hot: number; readonly clock: () => number },
): AcceptedIds => {
  const unsaved = new Map<string, string>()
  const save = (): void => {
    for (const [key, entry] of sortedEntries(unsaved)) cache.see(key, entry)
    unsaved.clear()
  }
  const recent = createRecent<string, string>(hot, async () => {
    await cache.room()
    save()
    await cache.flushed()
  })
  let tidied = clock()
  return {
    isDuplicate: (subject, message, at) => {
      const key = keyOf(subject, message)
      const first = recent.get(key) ?? cache.seen(key)
      // Most ids are new: nothing more is made for them.
      return first !== undefined && positionOf(first) !== textOf(at)
    },
    accept: (subject, message, at) => {
      const key = keyOf(subject, message)
      const entry = dated(textOf(at), clock())
      recent.set(key, entry)
      unsaved.set(key, entry)
    },
    save,
    tidy: () => {
      const now = clock()
      if (now - tidied < pruneEveryMs) return
      tidied = now
      const oldest = Math.floor((now - limits.duplicateWindowMs) / dayMs)
      cache.pruneIds((entry) => dayOf(entry) < oldest, pruneMost)
    },
    forget: (subject, message) => {
      const key = keyOf(subject, message)
      recent.delete(key)
      unsaved.delete(key)
      cache.forget(key)
    },
  }
}
