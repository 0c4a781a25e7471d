export interface RetryPlan {
  readonly firstMs: number
  readonly maxMs: number
}

/**
 * How long to wait before attempt `attempt + 1`: doubles from `firstMs` up to `maxMs`, and of that a random part between
 * a half and the whole, so that those who failed together do not come back together.
 * @param attempt failures so far, 1 or more
 * @param random a number in [0, 1)
 */
export const retryDelay = (attempt: number, plan: RetryPlan, random: number): number => {
  const whole = Math.min(plan.maxMs, plan.firstMs * 2 ** Math.min(Math.max(attempt - 1, 0), 50))
  return Math.round(whole / 2 + (whole / 2) * random)
}
