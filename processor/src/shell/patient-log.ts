import { setTimeout as wait } from 'node:timers/promises'
import { type Logger, retryDelay } from '@waymark/runtime'
import { type EventLog, StorageError } from '@waymark/storage'

/** A log for those who can wait: what could not be written is written later, in the same order. */
export interface PatientLog {
  readonly log: EventLog
  /** The next failure is passed on at once: whoever stops does not wait. */
  readonly stop: () => void
}

export interface PatientLogDeps {
  readonly log: EventLog
  readonly logger: Logger
  readonly random: () => number
  /** Also write again what may have been written: for who writes what changes nothing the second time. */
  readonly repeatsUnknown?: boolean
}

const retryPlan = { firstMs: 200, maxMs: 5000 }

/** Nothing was written, and later it may be: the disk is full, the broker is away. */
const mayWait = (error: unknown, repeatsUnknown: boolean): boolean =>
  error instanceof StorageError &&
  (error.retryable || (repeatsUnknown && error.code === 'unknown_outcome'))

/**
 * Waits where a write or a commit failed for a reason that passes. Ingest must not use it: a client that hears 503 waits itself.
 *
 * @example const patient = createPatientLog({ log, logger, random: Math.random })
 */
export const createPatientLog = (deps: PatientLogDeps): PatientLog => {
  const { log, logger, random, repeatsUnknown = false } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const patiently = async <T>(write: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await write()
      } catch (error) {
        if (!mayWait(error, repeatsUnknown) || signal.aborted) throw error
        logger.warn({ err: error, attempt }, 'the log takes nothing at the moment; waiting')
        await wait(retryDelay(attempt, retryPlan, random()), undefined, { signal }).catch(() => {})
      }
    }
  }
  return {
    log: {
      ...log,
      append: (records, options) => patiently(() => log.append(records, options)),
      commit: (...position) => patiently(() => log.commit(...position)),
    },
    stop: () => stopping.abort(),
  }
}
