import type { EventLog } from '@waymark/storage'
import type { Cache, Whose } from './cache.ts'
import { createCatchUp } from './catch-up.ts'
import type { PartitionWorker } from './partition-worker.ts'

interface DeadlineDeps {
  readonly whose: Whose
  readonly log: EventLog
  readonly cache: Cache
  readonly clock: () => number
  readonly workers: readonly PartitionWorker[]
  readonly onError: (error: unknown) => void
}

/** Wakes people, or accounts, when time alone may change something. One timer for the earliest deadline; idle, none at all. */
export interface Deadlines {
  /** Something was folded: there may be an earlier deadline now. */
  readonly look: () => void
  readonly stop: () => Promise<void>
}

/** A timer stands still while the machine sleeps, and knows nothing of a clock that is set: it is not trusted for longer. */
const longestMs = 60_000
const lookEveryMs = 100

export const createDeadlines = (deps: DeadlineDeps): Deadlines => {
  let timer: NodeJS.Timeout | undefined
  let at = Number.POSITIVE_INFINITY
  let firing: Promise<void> | undefined
  let stopped = false
  let looking: NodeJS.Timeout | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const caughtUp = createCatchUp(deps, () => stopped)[deps.whose]

  const arm = (due: number): void => {
    const now = deps.clock()
    if (stopped || (due >= at && at > now)) return
    clearTimeout(timer)
    at = due
    timer = setTimeout(fire, Math.min(Math.max(due - now, 0), longestMs))
    timer.unref()
  }
  const earliest = (): number =>
    Math.min(
      ...deps.workers.map((worker) => worker.earliestDue(deps.whose) ?? Number.POSITIVE_INFINITY),
    )
  const fireDue = async (): Promise<void> => {
    const now = deps.clock()
    if (earliest() > now) return
    await caughtUp()
    if (stopped) return
    await Promise.all(deps.workers.map((worker) => worker.fire(deps.whose, now)))
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
