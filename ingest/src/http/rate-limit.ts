/** Tokens that refill: short bursts pass, a steady flood does not. */
export interface RateLimit {
  /** Takes one token; false where there is none. */
  readonly take: (who: string) => boolean
}

interface RateLimitConfig {
  readonly perSecond: number
  readonly burst: number
}

interface Bucket {
  tokens: number
  at: number
}

/** Beyond this many, those that were seen longest ago are forgotten: they are full again, or nearly. */
const bucketsKept = 20_000

export const createRateLimit = (config: RateLimitConfig, clock: () => number): RateLimit => {
  let young = new Map<string, Bucket>()
  let old = new Map<string, Bucket>()

  const bucketOf = (who: string): Bucket => {
    const known = young.get(who)
    if (known) return known
    const bucket = old.get(who) ?? { tokens: config.burst, at: clock() }
    if (young.size >= bucketsKept) {
      old = young
      young = new Map()
    }
    young.set(who, bucket)
    return bucket
  }

  return {
    take: (who) => {
      const bucket = bucketOf(who)
      const now = clock()
      // A clock that was set back takes nothing away.
      const passed = Math.max(0, now - bucket.at)
      const refilled = bucket.tokens + (passed / 1000) * config.perSecond
      bucket.tokens = Math.min(config.burst, refilled)
      bucket.at = now
      if (bucket.tokens < 1) return false
      bucket.tokens--
      return true
    },
  }
}
