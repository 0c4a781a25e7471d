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
  readonly appended: (positions: readonly Position[]) => void
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
  const ends = { state: 0, facts: 0 }
  let owner: OwnerPosition | undefined
  let savedAt = performance.now()
  const now = (): void => {
    if (!cache.hasRoom()) return
    savedAt = performance.now()
    subjects.save()
    ids.save()
    ids.tidy()
    if (owner) cache.setOwnerPosition(partition, owner)
    for (const topic of ['state', 'facts'] as const)
      if (ends[topic] > 0) cache.setPosition(topic, partition, ends[topic])
  }
  return {
    appended: (positions) => {
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
