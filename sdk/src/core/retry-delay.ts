const firstMs = 1_000
const longestMs = 5 * 60_000

/**
 * How long to wait before the next try: what the server said, or doubling from a second to five minutes; jittered, so
 * that a thousand pages do not come back together.
 *
 * @param attempt 0 after the first failure
 * @param retryAfterMs what `Retry-After` said
 * @param random 0 to 1
 */
export const retryDelay = (
  attempt: number,
  retryAfterMs: number | undefined,
  random: number,
): number =>
  retryAfterMs === undefined
    ? Math.min(longestMs, firstMs * 2 ** attempt) * (0.5 + random / 2)
    : Math.min(longestMs, retryAfterMs) * (1 + random / 4)

/** `Retry-After` in seconds or as a date; undefined where there is none. */
export const parseRetryAfter = (header: string | null, now: number): number | undefined => {
  if (!header) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
