/** Calls once after a time; returns how to call it off. An argument, so that a test can let a day pass. */
export type After = (ms: number, run: () => void) => () => void

/** The longest that a timer of Node can wait. */
const longestMs = 2 ** 31 - 1

export const systemAfter: After = (ms, run) => {
  const timer = setTimeout(run, Math.min(Math.max(ms, 0), longestMs))
  return () => clearTimeout(timer)
}
