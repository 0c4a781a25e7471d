import type { KeyIndex } from './key-index.ts'
import { retainAll } from './retention.ts'
import type { RetentionDeps } from './retention-deps.ts'
import type { Slot } from './slot.ts'

export interface Retention {
  /** One pass; those who ask while one is under way share it. */
  readonly retain: () => Promise<void>
  /** Something was appended or committed: there may be something to forget. */
  readonly touch: () => void
  /** Resolves when no pass is under way any more. */
  readonly stop: () => Promise<void>
}

interface RetentionOptions {
  /** 0: only when asked. */
  readonly everyMs: number
  readonly slots: readonly Slot[]
  readonly indexes: ReadonlyMap<Slot, KeyIndex>
  readonly onError: (error: unknown) => void
}

/** Time passes in an idle log too, so that old records go; but seldom. */
const IDLE_TICKS = 240

/** Runs retention after activity, and once in a while without. Does not keep the process alive. */
export const startRetention = (deps: RetentionDeps, options: RetentionOptions): Retention => {
  const { everyMs, slots, indexes, onError } = options
  let touched = true
  let idleTicks = 0
  let stopped = false
  let passing: Promise<void> | undefined
  const retain = (): Promise<void> => {
    passing ??= retainAll(deps, slots, indexes).finally(() => {
      passing = undefined
    })
    return passing
  }
  const tick = (): void => {
    idleTicks = touched ? 0 : idleTicks + 1
    if (!touched && idleTicks < IDLE_TICKS) return
    touched = false
    idleTicks = 0
    retain().catch((error: unknown) => {
      if (!stopped) onError(error)
    })
  }
  const timer = everyMs > 0 ? setInterval(tick, everyMs).unref() : undefined
  return {
    retain,
    touch: () => {
      touched = true
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await passing?.catch(() => undefined)
    },
  }
}
