import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import type { Cache } from './cache.ts'
import { consumerGroup, type PartitionWorker } from './partition-worker.ts'
import { routerGroup } from './router.ts'

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
const lookAgainMs = 20
const lookEveryMs = 100

type Offsets = readonly (number | undefined)[]

const isPast = (ends: readonly number[], at: Offsets): boolean =>
  ends.every((end, partition) => (at[partition] ?? 0) >= end)

/**
 * The wall clock fires a deadline T only after a read begun after T found the end of the partition; for an account, of every
 * partition, because its members may lie anywhere, and of what they owe it, because that is still on its way. The ends are
 * asked for once and then waited for: what arrives meanwhile came after T, however much it is.
 */
export const createCatchUp = (
  { log, workers }: Pick<DeadlineDeps, 'log' | 'workers'>,
  isStopped: () => boolean,
) => {
  const owned = new Map(workers.map((worker) => [worker.partition, worker]))
  const folded = async (topic: 'events' | 'relay'): Promise<Offsets> => {
    const others = owned.size === log.partitions ? [] : await log.committed(consumerGroup, topic)
    return Array.from(
      { length: log.partitions },
      (_, partition) => owned.get(partition)?.folded(topic) ?? others[partition],
    )
  }
  const untilPast = async (topic: Topic, at: () => Promise<Offsets>): Promise<void> => {
    const ends = await log.ends(topic)
    while (!isStopped() && !isPast(ends, await at())) await pause(lookAgainMs)
  }
  return async (): Promise<void> => {
    await untilPast('events', () => folded('events'))
    await untilPast('state', () => log.committed(routerGroup, 'state'))
    await untilPast('relay', () => folded('relay'))
  }
}

export const createDeadlines = (deps: DeadlineDeps): Deadlines => {
  let timer: NodeJS.Timeout | undefined
  let at = Number.POSITIVE_INFINITY
  let firing: Promise<void> | undefined
  let stopped = false
  let looking: NodeJS.Timeout | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const caughtUp = createCatchUp(deps, () => stopped)

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
    await caughtUp()
    if (stopped) return
    await Promise.all(deps.workers.map((worker) => worker.fire(now)))
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
    const armEarliest = (): void => {
      const due = stopped ? Number.POSITIVE_INFINITY : earliest()
      if (due < Number.POSITIVE_INFINITY) arm(due)
    }
    deps.cache.flushed().then(armEarliest).catch(deps.onError)
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
