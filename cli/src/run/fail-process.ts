import type { Logger } from '@waymark/runtime'

const lastWordMs = 2000

/** What ends a process one of whose parts cannot go on. */
export interface Failing {
  readonly fail: (part: string, error: unknown) => void
  /** How all that runs is stopped before the end, once it runs. */
  readonly stopBy: (stop: () => Promise<void>) => void
}

/** Ends the process with status 1, after it has said so and stopped what runs. */
export const createFailing = (logger: Logger): Failing => {
  let stopAll: (() => Promise<void>) | undefined
  return {
    fail: (part, error) => {
      logger.fatal(
        { err: error, part },
        'a part cannot go on; the process ends and has to be started again',
      )
      process.exitCode = 1
      setTimeout(() => process.exit(1), lastWordMs).unref()
      void stopAll?.().finally(() => process.exit(1))
    },
    stopBy: (stop) => {
      stopAll = stop
    },
  }
}
