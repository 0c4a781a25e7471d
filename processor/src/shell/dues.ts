import type { SubjectKey } from '@waymark/schemas'
import { type Cache, type Due, type Whose, whoseIs } from './cache.ts'
import type { UnwrittenStates } from './unwritten.ts'

interface DuesDeps {
  readonly partition: number
  readonly whose: Whose
  readonly cache: Pick<Cache, 'dues'>
  readonly unwritten: Pick<UnwrittenStates, 'all' | 'has'>
  /** What the cache is about to be told. */
  readonly unsaved: ReadonlyMap<SubjectKey, { readonly due: number | undefined }>
}

/** Which people, or which accounts, of a partition are due when: the cache knows of most, memory of those that changed since. */
export interface Dues {
  /** Somebody in memory is due then. */
  readonly note: (due: number) => void
  /** Nobody is due before; whether somebody is due then, `by` knows. */
  readonly earliest: () => number | undefined
  /** Subjects that are due by `now`, at most so many. What was saved must be `flushed`. */
  readonly by: (now: number, most: number) => readonly Due[]
}

const never = Number.POSITIVE_INFINITY

export const createDues = ({ partition, whose, cache, unwritten, unsaved }: DuesDeps): Dues => {
  /** Nobody in memory is due before. Whoever was due then may be due later by now, or not at all: to look is not free. */
  let noneBefore = never
  const inMemory = (): readonly Due[] => {
    const found: Due[] = []
    const add = (subject: SubjectKey, due: number | undefined): void => {
      if (due !== undefined && whoseIs(subject) === whose) found.push({ subject, due })
    }
    for (const { s, due } of unwritten.all()) add(s, due)
    for (const [subject, { due }] of unsaved) if (!unwritten.has(subject)) add(subject, due)
    return found
  }
  /** The earliest first, without those of which the cache does not know the newest. */
  const inCache = function* (): Generator<Due> {
    for (const due of cache.dues(partition, whose))
      if (!unwritten.has(due.subject) && !unsaved.has(due.subject)) yield due
  }
  return {
    note: (due) => {
      if (due < noneBefore) noneBefore = due
    },
    earliest: () => {
      for (const { due } of inCache()) return Math.min(noneBefore, due)
      return noneBefore < never ? noneBefore : undefined
    },
    by: (now, most) => {
      const all = inMemory()
      noneBefore = all.reduce((least, { due }) => Math.min(least, due), never)
      const found = all.filter(({ due }) => due <= now)
      let left = most
      for (const one of inCache()) {
        if (one.due > now || left-- === 0) break
        found.push(one)
      }
      return found.sort((a, b) => a.due - b.due).slice(0, most)
    },
  }
}
