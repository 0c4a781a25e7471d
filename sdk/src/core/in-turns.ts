import { bare } from './bare.ts'
import type { Reporter } from './reporter.ts'

/**
 * Runs steps in order, each in a task of its own: a slow phone paints and answers in between. Where nobody looks, or the
 * page goes, what is left runs at once, so that nothing is lost for having waited.
 */
export const inTurns = (
  steps: readonly (() => void)[],
  { safe }: Reporter,
  signal: AbortSignal,
): void => {
  const left = steps.map((step) => safe('start', step))
  const ended = new AbortController()
  const run = safe('start', (count: number) => {
    for (const step of left.splice(0, count)) if (!signal.aborted) step()
    if (left.length) setTimeout(() => run(1))
    else ended.abort()
  })
  const rest = () => run(left.length)
  // Captured: what a step listens to then hears of this very event.
  const options = bare({ capture: true, signal: ended.signal })
  addEventListener('visibilitychange', rest, options)
  addEventListener('pagehide', rest, options)
  run(document.hidden ? left.length : 0)
}
