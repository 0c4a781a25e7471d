import type { DeliveryRecord } from '@waymark/schemas'
import { afterFailure, type Breaker, freshBreaker, roomIn } from './breaker.ts'
import { createDueHeap } from './due-heap.ts'
import type { Outcome } from './outcome.ts'

/** A delivery that is still to be sent. */
export interface Job {
  record: DeliveryRecord
  readonly due: number
  /** When it was decided. */
  readonly order: number
  underWay: boolean
  /** Why it no longer holds; it is not sent again. */
  withdrawn?: string
}

/** The queue of one endpoint. What happens in it touches no other. */
export interface Lane {
  readonly push: (job: Job) => void
  /** The next job that may be sent now. Whoever takes one reports back with `done`. */
  readonly take: (now: number) => Job | undefined
  readonly done: (outcome: Outcome | undefined, now: number) => void
  /** The earliest instant at which `take` might give something; `undefined`: not before something else happens. */
  readonly wakesAt: () => number | undefined
  readonly isIdle: () => boolean
}

export const createLane = (limit: number): Lane => {
  const jobs = createDueHeap<Job>()
  let breaker: Breaker = freshBreaker
  let underWay = 0
  const head = (): Job | undefined => {
    while (jobs.peek()?.withdrawn !== undefined) jobs.pop()
    return jobs.peek()
  }
  return {
    push: jobs.push,
    take: (now) => {
      const job = head()
      if (!job || job.due > now || underWay >= roomIn(breaker, now, limit)) return undefined
      underWay += 1
      return jobs.pop()
    },
    done: (outcome, now) => {
      underWay -= 1
      if (outcome?.t === 'delivered') breaker = freshBreaker
      if (outcome?.t === 'retry' && !outcome.recipient)
        breaker = afterFailure(breaker, now, outcome.afterMs)
    },
    wakesAt: () => {
      const job = head()
      if (!job) return undefined
      const at = Math.max(job.due, breaker.restsUntil)
      return underWay < roomIn(breaker, at, limit) ? at : undefined
    },
    isIdle: () => underWay === 0 && !head() && breaker.failures === 0,
  }
}
