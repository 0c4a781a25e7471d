import type { Running } from './lifecycle.ts'

interface SignalLogger {
  readonly info: (what: object, message: string) => void
  readonly error: (what: object, message: string) => void
}

export interface StopOptions {
  readonly logger: SignalLogger
  /** A stop that takes longer ends the process with status 1; below the orchestrator's grace period. Milliseconds. */
  readonly deadlineMs?: number
  readonly exit?: (status: number) => void
  /** Signals so soon after the first are the same one; 1 s unless given. */
  readonly sameWithinMs?: number
}

/**
 * Stops what runs on SIGTERM and SIGINT, then ends the process: 0 after a clean stop, 1 when it failed or took too long.
 * A second signal ends it at once; but one Ctrl-C arrives several times, from the terminal, from npm and from the script
 * between them, and must not cut the stop short. Returns a function that takes the listeners away.
 */
export const stopOnSignals = (running: Running, options: StopOptions): (() => void) => {
  const { logger, deadlineMs = 20_000, sameWithinMs = 1000 } = options
  const { exit = (status) => process.exit(status) } = options
  let stopping: number | undefined
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping !== undefined) {
      if (performance.now() - stopping >= sameWithinMs) exit(1)
      return
    }
    stopping = performance.now()
    logger.info({ signal }, 'stopping')
    setTimeout(() => {
      logger.error({ deadlineMs }, 'did not stop in time')
      exit(1)
    }, deadlineMs).unref()
    running.stop().then(
      () => exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly')
        exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return () => {
    process.off('SIGTERM', onSignal)
    process.off('SIGINT', onSignal)
  }
}
