import type { SubjectKey } from '@waymark/schemas'
import { onlyCarried } from '../fold/accounts/carried.ts'
import type { SubjectState } from '../fold/state.ts'
import { type Cache, type Cached, type Whose, whoseIs } from './cache.ts'
import { createDues, type Dues } from './dues.ts'
import { createRecent } from './recent.ts'
import { sortedEntries } from './sorted-entries.ts'
import { decodeSnapshot } from './state-codec.ts'
import { createUnwrittenStates, type UnwrittenStates } from './unwritten.ts'

/** A subject in hand: its state, and the epoch and version of the record that holds it. */
interface Held {
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
 * *unwritten*: only memory has it, so the source offsets behind it must not be committed. One that is in the log but not yet in
 * the cache is *unsaved*: a busy subject goes there once in a while, not with every record.
 */
export interface Subjects {
  readonly get: (subject: SubjectKey) => Pick<Held, 'state' | 'bytes'> | undefined
  /** Takes what a record says if it is newer by (epoch, version). `snapshot` is the state as JSON. */
  readonly put: (said: Recorded, snapshot: Uint8Array) => void
  readonly unwritten: Omit<UnwrittenStates, 'drop'>
  /** Puts into the cache what is not there yet; to be read from there once it is `flushed`. */
  readonly save: () => void
  readonly dues: Readonly<Record<Whose, Omit<Dues, 'note'>>>
}

const isOlder = (a: Recorded, b: Recorded): boolean => a.e < b.e || (a.e === b.e && a.n < b.n)

interface Unsaved extends Cached {
  /** What the cache says: its index of deadlines is by that. */
  readonly dueBefore: number | undefined
}

/** No account takes so much whose members are carried within their bounds. */
const largeBytes = 1024 * 1024

/** What an earlier version let grow too large is brought within bounds before anything more is folded into it. */
const heldOf = ({ state, e, n }: Recorded, bytes: number): Held => {
  if (bytes <= largeBytes || state.kind !== 'account') return { state, e, n, bytes }
  const smaller = onlyCarried(state)
  return { state: smaller, e, n, bytes: Buffer.byteLength(JSON.stringify(smaller)) }
}

export const createSubjects = (partition: number, cache: Cache, hot: number): Subjects => {
  const unwritten = createUnwrittenStates()
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
    const held = heldOf({ state: decodeSnapshot(snapshot), e, n }, snapshot.length)
    recent.set(subject, held)
    return held
  }
  const duesOf = (whose: Whose): Dues => createDues({ partition, whose, cache, unwritten, unsaved })
  const dues = { people: duesOf('people'), accounts: duesOf('accounts') }
  const noteDue = ({ s, due }: SubjectState): void => {
    if (due !== undefined) dues[whoseIs(s)].note(due)
  }
  return {
    get: (subject) => unwritten.get(subject) ?? written(subject),
    put: (said, snapshot) => {
      const held = heldOf(said, snapshot.length)
      const subject = held.state.s
      unwritten.drop(subject)
      const before = written(subject)
      if (before && isOlder(held, before)) return
      recent.set(subject, held)
      noteDue(held.state)
      const known = unsaved.get(subject)
      const dueBefore = known ? known.dueBefore : before?.state.due
      unsaved.set(subject, { e: held.e, n: held.n, due: held.state.due, snapshot, dueBefore })
    },
    unwritten: {
      ...unwritten,
      keep: (state, bytes, now) => {
        unwritten.keep(state, bytes, now)
        noteDue(state)
      },
    },
    save,
    dues,
  }
}
