import { type EventLoopUtilization, performance } from 'node:perf_hooks'

const soonMs = 100
const latestMs = 15_000
/** Shares of the time that the process has something to do. */
const calm = 0.5
const busy = 0.8
/** Shorter than this one burst looks like a load. */
const lookEveryMs = 2000

/** How long a snapshot may wait at a load between 0 and 1, ms. */
export const waitAt = (load: number): number => {
  const share = Math.min(Math.max((load - calm) / (busy - calm), 0), 1)
  return soonMs + share * (latestMs - soonMs)
}

/**
 * How long a snapshot that decided nothing may wait to be written, ms: a tenth of a second while the process has time, up to 15 s
 * where it has none. A subject that changes ten times meanwhile is written once, and whoever takes the partition over folds as
 * much again.
 */
export const createWaitByLoad = (): (() => number) => {
  let before: EventLoopUtilization = performance.eventLoopUtilization()
  let lookedAt = performance.now()
  let load = 0
  return () => {
    const now = performance.now()
    if (now - lookedAt >= lookEveryMs) {
      const after = performance.eventLoopUtilization()
      load = performance.eventLoopUtilization(after, before).utilization
      before = after
      lookedAt = now
    }
    return waitAt(load)
  }
}
