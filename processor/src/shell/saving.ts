import type { OwnerPosition } from '@waymark/schemas'
import type { Position } from '@waymark/storage'
import type { AcceptedIds } from './accepted-ids.ts'
import type { Cache } from './cache.ts'
import { endOf } from './encode-folded.ts'
import type { Subjects } from './subjects.ts'

interface SavingDeps {
  readonly cache: Cache
  readonly subjects: Pick<Subjects, 'save'>
  readonly ids: Pick<AcceptedIds, 'save' | 'tidy'>
}

/** Puts into the cache what a partition's owner wrote to the log: all of it at once, so that its position is true whenever it is torn. */
export interface Saving {
  /** `rowsEnd`: the offset after the newest event of the partition that has its row in it. */
  readonly appended: (positions: readonly Position[], rowsEnd: number) => void
  /** The newest position that this owner appended. */
  readonly position: (position: OwnerPosition) => void
  /** Now and then: the log has it until then. */
  readonly soon: () => void
  readonly now: () => void
}

/** Many entries in order cost the cache little. */
const everyMs = 5000

export const createSaving = (partition: number, deps: SavingDeps): Saving => {
  const { cache, subjects, ids } = deps
  /** The next offsets after what this owner appended. */
  const ends = { state: 0, facts: 0, events: 0 }
  let owner: OwnerPosition | undefined
  let savedAt = performance.now()
  const now = (): void => {
    if (!cache.hasRoom()) return
    savedAt = performance.now()
    subjects.save()
    ids.save()
    ids.tidy()
    if (owner) cache.setOwnerPosition(partition, owner)
    for (const topic of ['state', 'facts', 'events'] as const)
      if (ends[topic] > 0) cache.setPosition(topic, partition, ends[topic])
  }
  return {
    appended: (positions, rowsEnd) => {
      ends.events = Math.max(ends.events, rowsEnd)
      for (const topic of ['state', 'facts'] as const)
        ends[topic] = endOf(positions, topic) ?? ends[topic]
    },
    position: (position) => {
      owner = position
    },
    soon: () => {
      if (performance.now() - savedAt >= everyMs) now()
    },
    now,
  }
}
