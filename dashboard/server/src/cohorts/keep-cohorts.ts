import type { Clock, Logger } from '@waymark/runtime'
import { dayMs } from '@waymark/schemas'

export interface CohortKeeperDeps {
  readonly environments: () => readonly string[]
  /** When the newest table of an environment was counted, ms; 0 where there is none. */
  readonly countedAt: (env: string) => number
  readonly publish: (env: string) => Promise<unknown>
  readonly clock: Clock
  readonly logger: Pick<Logger, 'warn'>
}

/** How often it is looked whether a day has passed. */
const lookMs = 600_000

/**
 * Publishes the cohorts of every environment once a day, also where several processes do. What is counted comes from the store,
 * so a failure is told and tried again with the next look: scores go on with the table in force.
 */
export const keepCohorts = (deps: CohortKeeperDeps) => {
  const { environments, countedAt, publish, clock, logger } = deps
  const last = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  const look = async (): Promise<void> => {
    for (const env of environments()) {
      if (clock() - Math.max(last.get(env) ?? 0, countedAt(env)) < dayMs) continue
      try {
        await publish(env)
        last.set(env, clock())
      } catch (err) {
        logger.warn({ err, env }, 'the cohorts could not be counted; tried again later')
      }
    }
  }
  return {
    look,
    start: (): void => {
      timer = setInterval(() => {
        running ??= look().finally(() => {
          running = undefined
        })
      }, lookMs)
      timer.unref()
    },
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await running
    },
  }
}
