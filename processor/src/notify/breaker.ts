/** Whether an endpoint is worth trying. Kept per endpoint, so that a dead one costs the others nothing. */
export interface Breaker {
  /** Failures since the last success. */
  readonly failures: number
  /** Nothing is sent before this instant. */
  readonly restsUntil: number
}

const opensAfter = 5
const firstPauseMs = 30_000
const longestPauseMs = 600_000
/** A receiver that asks for more waits in its own delivery, not for everybody. */
const longestHoldMs = 3_600_000

export const freshBreaker: Breaker = { failures: 0, restsUntil: 0 }

/**
 * After five failures in a row the endpoint rests, longer each time. A failure that began before the rest adds nothing.
 * `holdMs` is what the receiver asked for (Retry-After).
 */
export const afterFailure = (breaker: Breaker, now: number, holdMs = 0): Breaker => {
  const held = Math.max(breaker.restsUntil, holdMs > 0 ? now + Math.min(holdMs, longestHoldMs) : 0)
  if (now < breaker.restsUntil) return { ...breaker, restsUntil: held }
  const failures = breaker.failures + 1
  if (failures < opensAfter) return { failures, restsUntil: held }
  const pauseMs = Math.min(firstPauseMs * 2 ** (failures - opensAfter), longestPauseMs)
  return { failures, restsUntil: Math.max(held, now + pauseMs) }
}

/** How many may be under way at once: none while resting, one probe after it, all of them when healthy. */
export const roomIn = (breaker: Breaker, now: number, limit: number): number => {
  if (now < breaker.restsUntil) return 0
  return breaker.failures >= opensAfter ? 1 : limit
}
