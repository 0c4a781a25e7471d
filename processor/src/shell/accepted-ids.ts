import { dayMs, limits, type SubjectKey } from '@waymark/schemas'
import type { Cache } from './cache.ts'
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
  /** Forgets ids that are too old to come again. Cheap; call it now and then. */
  readonly tidy: () => void
}

const textOf = ({ partition, offset, index }: SourcePosition): string =>
  `${partition}.${offset}.${index}`

/** A position and the day on which it was accepted, so that it can be forgotten. */
const dated = (position: string, now: number): string => `${position} ${Math.floor(now / dayMs)}`

const positionOf = (entry: string): string => entry.slice(0, entry.indexOf(' '))

const dayOf = (entry: string): number => Number(entry.slice(entry.indexOf(' ') + 1))

/** The longest that ingest lets through is far below what LMDB takes as a key. */
const keyOf = (subject: SubjectKey, message: string): string => `${subject}\n${message}`

/** What came on a day is too old as a whole once the window and that day have passed. */
const keptMs = limits.duplicateWindowMs + dayMs

interface AcceptedIdsConfig {
  /** So many wait at most for the cache. */
  readonly most: number
  /** Tells on which day an id is accepted. */
  readonly clock: () => number
}

/**
 * Ids are kept for the window in which clients may send them again. In memory are those alone that the cache does not know yet:
 * nearly every id is new, so whatever else memory had would be asked in vain.
 */
export const createAcceptedIds = (
  cache: Cache,
  { most, clock }: AcceptedIdsConfig,
): AcceptedIds => {
  let unsaved = new Map<string, string>()
  /** On their way into the cache. */
  const saving = new Set<Map<string, string>>()
  let turning = false
  let failure: { readonly error: unknown } | undefined
  const fail = (error: unknown): void => {
    failure = { error }
  }
  const save = (): void => {
    const these = unsaved
    if (these.size === 0) return
    for (const [key, entry] of sortedEntries(these)) cache.ids.see(key, entry)
    unsaved = new Map()
    saving.add(these)
    cache.flushed().then(() => saving.delete(these), fail)
  }
  const makeRoom = async (): Promise<void> => {
    await cache.room()
    save()
    turning = false
  }
  const positionAccepted = (key: string): string | undefined => {
    const known = unsaved.get(key)
    if (known !== undefined) return known
    for (const these of saving) {
      const found = these.get(key)
      if (found !== undefined) return found
    }
    return cache.ids.seen(key)
  }
  /** The cache has some for longer than they count. */
  const isOld = (entry: string): boolean =>
    dayOf(entry) < Math.floor((clock() - limits.duplicateWindowMs) / dayMs)
  return {
    isDuplicate: (subject, message, at) => {
      const first = positionAccepted(keyOf(subject, message))
      // Most ids are new: nothing more is made for them.
      return first !== undefined && positionOf(first) !== textOf(at) && !isOld(first)
    },
    accept: (subject, message, at) => {
      if (failure) throw failure.error
      unsaved.set(keyOf(subject, message), dated(textOf(at), clock()))
      if (unsaved.size < most || turning) return
      turning = true
      makeRoom().catch(fail)
    },
    save,
    tidy: () => cache.ids.turn(clock(), keptMs),
    forget: (subject, message) => {
      const key = keyOf(subject, message)
      unsaved.delete(key)
      for (const these of saving) these.delete(key)
      cache.ids.forget(key)
    },
  }
}
