import type { Clock, Logger } from '@waymark/runtime'

/** Tells that nothing durable can be written, without a line for every client that tries. */
export type OutageLog = (error: Error) => void

const quietMs = 10_000

/** The first refusal of an outage with its cause, then a count every ten seconds. */
export const createOutageLog = (deps: {
  readonly logger: Logger
  readonly clock: Clock
}): OutageLog => {
  let at = Number.NEGATIVE_INFINITY
  let held = 0
  return (error) => {
    const now = deps.clock()
    held++
    if (now - at < quietMs) return
    deps.logger.error({ err: error, refused: held }, 'not durable')
    at = now
    held = 0
  }
}
