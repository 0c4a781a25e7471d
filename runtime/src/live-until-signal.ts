import { type Part, type Running, startInOrder } from './lifecycle.ts'
import { type StopOptions, stopOnSignals } from './stop-on-signals.ts'

/** A process that a signal stops at any time, also while it is starting. */
export interface Life {
  /**
   * Starts the parts one after the other. A signal before this ends the process at once; one meanwhile once the part that is
   * starting has started, without those after it: then this never resolves.
   */
  readonly start: (parts: readonly Part[]) => Promise<Running>
  /** Takes the listeners away. */
  readonly off: () => void
}

/**
 * From here on SIGTERM and SIGINT end the process cleanly; see `stopOnSignals`.
 * @example
 * const life = liveUntilSignal({ logger })
 * const log = await openLog()
 * const running = await life.start([{ stop: log.close }, ingest])
 */
export const liveUntilSignal = (options: StopOptions): Life => {
  let starting: Promise<Running> | undefined
  let isEnding = false
  const stop = async (): Promise<void> => {
    isEnding = true
    const running = await starting
    await running?.stop()
  }
  const off = stopOnSignals({ stop }, options)
  return {
    off,
    start: async (parts) => {
      starting = startInOrder(parts, () => !isEnding)
      const running = await starting
      return isEnding ? new Promise<never>(() => undefined) : running
    },
  }
}
