import { partitionOf, type SubjectKey } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import type { Cache } from './cache.ts'
import { createCatchUp } from './catch-up.ts'
import type { PartitionWorker } from './partition-worker.ts'

interface MeetingDeps {
  readonly log: EventLog
  readonly cache: Cache
  readonly clock: () => number
  readonly workers: readonly PartitionWorker[]
  /** The offset in `definitions` of the change that every subject is to be looked at for; -1 where there is none yet. */
  readonly toMeet: () => number | undefined
  /** Some were looked at: their deadlines may be the earliest now. */
  readonly onMet: () => void
  readonly onError: (error: unknown) => void
}

/** Looks at everybody when definitions come into force: who is idle is in a new segment, too. */
export interface Meeting {
  /** What counts may have changed. */
  readonly look: () => void
  readonly stop: () => Promise<void>
}

/** Commits on `definitions` under this say up to where all of a partition's subjects have met what counts. */
export const metGroup = (partition: number): string => `met-${partition}`

/** Few enough that live batches go on in between. */
const together = 128

const grouped = (
  keys: readonly SubjectKey[],
  partitions: number,
): ReadonlyMap<number, SubjectKey[]> => {
  const groups = new Map<number, SubjectKey[]>()
  for (const key of keys) {
    const partition = partitionOf(key, partitions)
    const group = groups.get(partition)
    if (group) group.push(key)
    else groups.set(partition, [key])
  }
  return groups
}

export const createMeeting = (deps: MeetingDeps): Meeting => {
  const { log, cache, workers } = deps
  let stopped = false
  let again = false
  let running: Promise<void> | undefined
  const caughtUp = createCatchUp(deps, () => stopped).accounts

  /** Whoever is newer than the change has met it: all others are in the cache once it is flushed. */
  const meetAll = async (pending: readonly PartitionWorker[], now: number): Promise<void> => {
    const workerOf = new Map(pending.map((worker) => [worker.partition, worker]))
    for (let after = ''; !stopped; ) {
      const keys = cache.subjectsAfter(after, together)
      const last = keys.at(-1)
      if (last === undefined) return
      after = last
      for (const [partition, group] of grouped(keys, log.partitions))
        await workerOf.get(partition)?.meet(group, now)
      deps.onMet()
    }
  }

  const meet = async (): Promise<void> => {
    const change = deps.toMeet()
    if (change === undefined) return
    const next = change + 1
    for (const worker of workers) await worker.takeUp()
    const pending: PartitionWorker[] = []
    for (const worker of workers) {
      const [met] = await log.committed(metGroup(worker.partition), 'definitions')
      if ((met ?? 0) < next) pending.push(worker)
    }
    if (pending.length === 0) return
    const now = deps.clock()
    await cache.flushed()
    await caughtUp()
    await meetAll(pending, now)
    if (stopped) return
    // What was changed by it is written first.
    for (const worker of pending) await worker.takeUp()
    for (const { partition } of pending)
      await log.commit(metGroup(partition), 'definitions', 0, next)
  }

  const look = (): void => {
    again = true
    running ??= (async () => {
      while (again && !stopped) {
        again = false
        await meet()
      }
    })()
      .catch(deps.onError)
      .finally(() => {
        running = undefined
        if (again && !stopped) look()
      })
  }

  return {
    look,
    stop: async () => {
      stopped = true
      await running
    },
  }
}
