import type { EventLog } from '@waymark/storage'
import type { Cache } from './cache.ts'
import { consumerGroup, type PartitionWorker } from './partition-worker.ts'

interface DeadlineDeps {
  readonly log: EventLog
  readonly cache: Cache
  readonly clock: () => number
  readonly workers: readonly PartitionWorker[]
  readonly onError: (error: unknown) => void
}

/** Wakes subjects when time alone may change something. One timer for the earliest deadline; idle, none at all. */
export interface Deadlines {
  /** Something was folded: there may be an earlier deadline now. */
  readonly look: () => void
  readonly stop: () => Promise<void>
}

const longestMs = 60 * 60_000
const retryMs = 50
const lookEveryMs = 100

/**
 * The wall clock fires a deadline T only after a read begun after T found the end of the partition; for an account, of every
 * partition, because its members may lie anywhere. So all partitions must have folded what the log held when the look began.
 */
const everythingFolded = async ({ log, workers }: DeadlineDeps): Promise<boolean> => {
  const owned = new Map(workers.map((worker) => [worker.partition, worker]))
  for (const topic of ['events', 'relay'] as const) {
    const ends = await log.ends(topic)
    const committed = owned.size === ends.length ? [] : await log.committed(consumerGroup, topic)
    const behind = ends.some((end, partition) => {
      const done = owned.get(partition)?.folded(topic) ?? committed[partition] ?? 0
      return done < end
    })
    if (behind) return false
  }
  return true
}

export const createDeadlines = (deps: DeadlineDeps): Deadlines => {
  let timer: NodeJS.Timeout | undefined
  let at = Number.POSITIVE_INFINITY
  let firing: Promise<void> | undefined
  let stopped = false
  let looking: NodeJS.Timeout | undefined
  let lookedAt = Number.NEGATIVE_INFINITY

  const arm = (due: number): void => {
    if (stopped || due >= at) return
    clearTimeout(timer)
    at = due
    timer = setTimeout(fire, Math.min(Math.max(due - deps.clock(), 0), longestMs))
    timer.unref()
  }
  const earliest = (): number =>
    Math.min(...deps.workers.map((worker) => worker.earliestDue() ?? Number.POSITIVE_INFINITY))
  const fireDue = async (): Promise<void> => {
    const now = deps.clock()
    if (earliest() > now) return
    if (!(await everythingFolded(deps))) {
      arm(deps.clock() + retryMs)
      return
    }
    for (const worker of deps.workers) await worker.fire(now)
  }
  const fire = (): void => {
    at = Number.POSITIVE_INFINITY
    timer = undefined
    firing ??= fireDue()
      .catch(deps.onError)
      .finally(() => {
        firing = undefined
        look()
      })
  }
  const lookNow = (): void => {
    looking = undefined
    lookedAt = deps.clock()
    if (stopped || firing !== undefined) return
    void deps.cache.flushed().then(() => {
      const due = stopped ? Number.POSITIVE_INFINITY : earliest()
      if (due < Number.POSITIVE_INFINITY) arm(due)
    })
  }
  /** Called for every batch, so it looks at most every so often; a deadline keeps its instant however late it is found. */
  const look = (): void => {
    if (stopped || looking !== undefined) return
    const wait = lookedAt + lookEveryMs - deps.clock()
    if (wait <= 0) lookNow()
    else looking = setTimeout(lookNow, Math.min(wait, lookEveryMs))
  }
  return {
    look,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      clearTimeout(looking)
      await firing
    },
  }
}
