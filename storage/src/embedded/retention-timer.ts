export interface RetentionTimer {
  /** Something was appended or committed: there may be something to forget. */
  readonly touch: () => void
  readonly stop: () => void
}

interface RetentionTimerOptions {
  readonly everyMs: number
  readonly retain: () => Promise<void>
  readonly onError: (error: unknown) => void
}

/** Time passes in an idle log too, so that old records go; but seldom. */
const IDLE_TICKS = 240

/** Runs retention after activity, and once in a while without. Does not keep the process alive. */
export const startRetentionTimer = (options: RetentionTimerOptions): RetentionTimer => {
  let touched = true
  let idleTicks = 0
  const tick = (): void => {
    idleTicks = touched ? 0 : idleTicks + 1
    if (!touched && idleTicks < IDLE_TICKS) return
    touched = false
    idleTicks = 0
    options.retain().catch(options.onError)
  }
  const timer = options.everyMs > 0 ? setInterval(tick, options.everyMs).unref() : undefined
  return {
    touch: () => {
      touched = true
    },
    stop: () => clearInterval(timer),
  }
}
