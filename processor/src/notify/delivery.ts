import { type DeliveryRecord, limits } from '@waymark/schemas'
import type { Outcome } from './outcome.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Pauses after the first, second, … failure; together with the attempts they stay within `triedForMs`. */
const pausesMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
]

/** How long what fails is tried, from its first attempt on. */
const triedForMs = 24 * hour

/** What was decided longer ago than this is not sent any more. Until then an outage of ours takes nothing from anybody. */
const freshMs = limits.lateMs

/** What was tried when attempts did not note it yet was tried as soon as it was decided. */
const triedUntil = ({ triedSince, decided }: DeliveryRecord): number =>
  (triedSince ?? decided) + triedForMs

/** Up to a fifth is taken off, so that those who failed together do not come back together. */
const pauseMs = (attempts: number, random: number): number | undefined => {
  const whole = pausesMs[attempts - 1]
  return whole === undefined ? undefined : Math.round(whole * (1 - random / 5))
}

/** What the attempts after the next one need. The hour is for the rests of the endpoint, which keep a delivery waiting as well. */
const neededMs = (attempts: number): number =>
  pausesMs.slice(attempts).reduce((sum, pause) => sum + pause, hour)

/**
 * A receiver's wish to be left alone, as far as it is heeded: however long it asks for, its delivery keeps the attempts that it
 * would have had without.
 */
export const withinSchedule = (outcome: Outcome, record: DeliveryRecord, now: number): Outcome => {
  if (outcome.t !== 'retry' || outcome.afterMs === undefined) return outcome
  const { afterMs, ...bare } = outcome
  const mostMs = triedUntil(record) - now - neededMs(record.attempts + 1)
  return mostMs > 0 ? { ...bare, afterMs: Math.min(afterMs, mostMs) } : bare
}

export interface Attempted {
  readonly outcome: Exclude<Outcome, { readonly t: 'dropped' }>
  /** When the attempt began and ended. */
  readonly from: number
  readonly now: number
  readonly random: number
}

/** The record without what only the previous attempt meant. */
const bare = ({
  next: _next,
  error: _error,
  httpStatus: _status,
  ms: _ms,
  ...kept
}: DeliveryRecord) => kept

const errorLimit = 300

const failed = (record: DeliveryRecord, now: number, error: string): DeliveryRecord => ({
  ...bare(record),
  status: 'dead',
  at: now,
  error: error.slice(0, errorLimit),
})

const afterRetry = (
  tried: DeliveryRecord,
  outcome: Extract<Outcome, { t: 'retry' }>,
  { now, random }: Attempted,
): DeliveryRecord => {
  const pause = pauseMs(tried.attempts, random)
  const next =
    pause === undefined ? Number.POSITIVE_INFINITY : now + Math.max(pause, outcome.afterMs ?? 0)
  if (next <= triedUntil(tried)) {
    return { ...tried, status: 'retrying', next, error: outcome.reason.slice(0, errorLimit) }
  }
  return failed(tried, now, `Given up after ${tried.attempts} attempts. ${outcome.reason}`)
}

/** The record after an attempt. */
export const afterAttempt = (record: DeliveryRecord, attempted: Attempted): DeliveryRecord => {
  const { outcome, from, now } = attempted
  const tried: DeliveryRecord = {
    ...bare(record),
    attempts: record.attempts + 1,
    at: now,
    ms: Math.max(0, now - from),
    ...(outcome.httpStatus === undefined ? {} : { httpStatus: outcome.httpStatus }),
  }
  switch (outcome.t) {
    case 'delivered':
      return { ...tried, status: 'delivered' }
    case 'dead':
      return { ...tried, status: 'dead', error: outcome.reason.slice(0, errorLimit) }
    case 'retry':
      return withStatus(afterRetry(tried, outcome, attempted), tried)
  }
}

const withStatus = (
  record: DeliveryRecord,
  { httpStatus, ms }: DeliveryRecord,
): DeliveryRecord => ({
  ...record,
  ...(httpStatus === undefined ? {} : { httpStatus }),
  ...(ms === undefined ? {} : { ms }),
})

/** The record of what is not sent, or not tried again, because it no longer holds. */
export const dropped = (record: DeliveryRecord, now: number, why: string): DeliveryRecord => ({
  ...bare(record),
  status: 'dropped',
  at: now,
  error: why,
})

/** The record of what cannot be sent at all. */
export const dead = failed

/**
 * A dead or dropped delivery, to be tried once more now, and on from there if there is time left for it. Its age counts from
 * here: that somebody asked for it is fresh.
 */
export const replayed = (record: DeliveryRecord, now: number): DeliveryRecord => ({
  ...bare(record),
  status: 'waiting',
  at: now,
})

/** The record as it is about to be tried. */
export const trying = (record: DeliveryRecord, now: number): DeliveryRecord =>
  record.attempts === 0 ? { ...record, triedSince: now } : record

/**
 * The record as it goes on after nobody was there to try it. A retry that fell due meanwhile is still made, and those after it
 * have the time that they would have had.
 */
export const resumed = (record: DeliveryRecord, now: number): DeliveryRecord => {
  const { next, triedSince = record.decided } = record
  if (next === undefined || next >= now || now - record.decided > freshMs) return record
  return { ...record, next: now, triedSince: triedSince + now - next }
}

/**
 * Whether nothing may be sent for it any more. What waits for its first attempt counts from `at`, see `replayed`.
 * A retry was planned in time; the minute is for a timer or a probe that came a little late.
 */
export const isStale = (record: DeliveryRecord, now: number): boolean =>
  record.status === 'waiting' ? now - record.at > freshMs : now > triedUntil(record) + minute

const inHours = (ms: number): string => `${ms / hour} h`

/** Why what waited too long for its first attempt is dropped. */
export const tooOld = `Older than ${inHours(freshMs)} when it could be sent.`

/** The record of what `isStale`. */
export const outdated = (record: DeliveryRecord, now: number): DeliveryRecord =>
  record.attempts === 0
    ? dropped(record, now, tooOld)
    : failed(record, now, `Given up after ${inHours(triedForMs)}. ${record.error ?? ''}`.trim())

export const isPending = ({ status }: DeliveryRecord): boolean =>
  status === 'waiting' || status === 'retrying'
