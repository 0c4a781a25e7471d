import { vi } from 'vitest'

/** Asks again until the answer is there; the last complaint where it does not come in time. */
export const until = <T>(ask: () => Promise<T> | T, withinMs = 60_000): Promise<T> =>
  vi.waitFor(ask, { timeout: withinMs, interval: 25 })
