import type { Clock, Logger } from '@waymark/runtime'
import type { DeliveryRecord, SubjectKey } from '@waymark/schemas'
import type { Attempt } from './attempt.ts'
import { dropped, isPending } from './delivery.ts'
import type { DeliveryLog } from './delivery-log.ts'
import { createJobs } from './jobs.ts'
import { createLane, type Job, type Lane } from './lane.ts'
import type { After } from './timers.ts'

export interface CourierConfig {
  /** Attempts under way at once, per endpoint. */
  readonly perEndpoint: number
}

export interface CourierDeps {
  readonly clock: Clock
  readonly after: After
  readonly logger: Logger
  readonly deliveries: DeliveryLog
  readonly attempt: Attempt
  /** Told when the log took a result neither now nor later. */
  readonly onFailure: (error: unknown) => void
}

/** Sends what waits, tries again what failed, and records every step. Nothing is sent before `open`. */
export interface Courier {
  /** Takes a delivery whose record is durable. */
  readonly add: (record: DeliveryRecord) => void
  readonly open: () => void
  /** Drops a delivery unless it has been delivered; resolves once that is durable. */
  readonly withdraw: (id: string, why: string) => Promise<void>
  readonly pendingOf: (subject: SubjectKey, pql: string) => readonly string[]
  readonly isPending: (id: string) => boolean
  /** Waits for the attempts under way. */
  readonly stop: () => Promise<void>
}

/** E-mails to people share one mail server; no endpoint is called so. */
const laneKey = ({ env, endpoint, channel }: DeliveryRecord): string =>
  channel === 'email' ? `${env}/~mail` : `${env}/${endpoint}`

/** The record as it is to be noted: what was withdrawn meanwhile is not tried again. */
const asItHolds = (record: DeliveryRecord, { withdrawn }: Job, now: number): DeliveryRecord =>
  withdrawn !== undefined && isPending(record) ? dropped(record, now, withdrawn) : record

export const createCourier = (config: CourierConfig, deps: CourierDeps): Courier => {
  const { clock, deliveries, logger } = deps
  const lanes = new Map<string, Lane>()
  const jobs = createJobs()
  const underWay = new Set<Promise<void>>()
  let isOpen = false
  let cancelTimer = (): void => undefined

  const enqueue = (record: DeliveryRecord): void => {
    const key = laneKey(record)
    const lane = lanes.get(key) ?? createLane(config.perEndpoint)
    lanes.set(key, lane)
    lane.push(jobs.add(record))
  }
  const run = async (job: Job, lane: Lane): Promise<void> => {
    let { outcome, record } = await deps.attempt(job.record)
    // It may be withdrawn while it is tried, and also while the log is told of that.
    do {
      record = asItHolds(record, job, clock())
      await deliveries.write([record])
    } while (job.withdrawn !== undefined && isPending(record))
    jobs.remove(job)
    const { id, status, attempts, httpStatus, error } = record
    logger.info({ delivery: id, status, attempts, httpStatus, reason: error }, 'Alert attempted')
    if (isPending(record)) enqueue(record)
    lane.done(outcome, clock())
  }
  const start = (job: Job, lane: Lane): void => {
    job.underWay = true
    const running: Promise<void> = run(job, lane)
      .catch(deps.onFailure)
      .finally(() => {
        underWay.delete(running)
        pump()
      })
    underWay.add(running)
  }
  /** Starts what may start in a lane; the instant at which more may. */
  const startDue = (lane: Lane, now: number): number => {
    for (let job = lane.take(now); job; job = lane.take(now)) start(job, lane)
    return lane.wakesAt() ?? Number.POSITIVE_INFINITY
  }
  /** Starts what may start, and sets the one timer for what may start next. */
  const pump = (): void => {
    cancelTimer()
    if (!isOpen) return
    const now = clock()
    let wakesAt = Number.POSITIVE_INFINITY
    for (const [key, lane] of lanes) {
      wakesAt = Math.min(wakesAt, startDue(lane, now))
      if (lane.isIdle()) lanes.delete(key)
    }
    cancelTimer = Number.isFinite(wakesAt) ? deps.after(wakesAt - now, pump) : () => undefined
  }
  return {
    add: (record) => {
      enqueue(record)
      pump()
    },
    open: () => {
      isOpen = true
      pump()
    },
    withdraw: async (id, why) => {
      const job = jobs.get(id)
      if (!job) return
      job.withdrawn = why
      // Of one under way too: should the process die now, it must not be tried again. Its success is written over this.
      if (!job.underWay) jobs.remove(job)
      await deliveries.write([dropped(job.record, clock(), why)])
    },
    pendingOf: jobs.idsOf,
    isPending: (id) => jobs.get(id) !== undefined,
    stop: async () => {
      isOpen = false
      cancelTimer()
      await Promise.all(underWay)
    },
  }
}
