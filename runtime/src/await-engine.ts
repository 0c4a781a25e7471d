import { setTimeout as wait } from 'node:timers/promises'
import { ConfigError } from './config.ts'
import type { Logger } from './logger.ts'
import { retryDelay } from './retry-delay.ts'

/** What a process needs before it can start, and that others run. */
export interface Engine {
  /** Its name for people. */
  readonly name: string
  /** The setting that says where it is. */
  readonly variable: string
  /** What should be there, as the end of "expected …". */
  readonly expected: string
  /** Whether it may only not be there yet. */
  readonly mayCome: (error: unknown) => boolean
}

export interface AwaitEngineDeps {
  readonly logger: Logger
  /** How long it may take to come; two minutes unless given. */
  readonly patienceMs?: number
}

const patienceDefault = 120_000
const retryPlan = { firstMs: 100, maxMs: 2000 }

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** After the last moment the address is thought to be wrong. An attempt that hangs is left to itself. */
const createDeadline = ({ variable, expected }: Engine, patienceMs: number) => {
  const timeUp = new AbortController()
  const timer = setTimeout(() => timeUp.abort(), patienceMs)
  let said = 'it does not answer'
  const late = Promise.withResolvers<never>()
  late.promise.catch(() => undefined)
  timeUp.signal.addEventListener('abort', () => {
    const seconds = Math.round(patienceMs / 1000)
    const problem = { variable, expected: `${expected}; none in ${seconds} s (${said})` }
    late.reject(new ConfigError([problem]))
  })
  return {
    late: late.promise,
    signal: timeUp.signal,
    note: (error: unknown): void => {
      said = messageOf(error)
    },
    clear: () => clearTimeout(timer),
  }
}

/**
 * Opens what is at an engine; waits for one that is not there yet, for processes and engines are started in any order.
 * @throws ConfigError that names the setting where nobody came; at once, whatever `mayCome` does not hold of
 *
 * @example const log = await awaitEngine(kafka, () => createKafkaLog(config), { logger })
 */
export const awaitEngine = async <T>(
  engine: Engine,
  open: () => Promise<T>,
  { logger, patienceMs = patienceDefault }: AwaitEngineDeps,
): Promise<T> => {
  const { name, variable } = engine
  const deadline = createDeadline(engine, patienceMs)
  const tryOften = async (): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const opened = await open()
        if (attempt > 1) logger.warn({ variable }, `${name} is there; going on`)
        return opened
      } catch (error) {
        if (!engine.mayCome(error) || deadline.signal.aborted) throw error
        deadline.note(error)
        if (attempt === 1)
          logger.warn({ variable, reason: messageOf(error) }, `${name} is not there yet; waiting`)
      }
      const delay = retryDelay(attempt, retryPlan, Math.random())
      await wait(delay, undefined, { signal: deadline.signal })
    }
  }
  try {
    return await Promise.race([tryOften(), deadline.late])
  } finally {
    deadline.clear()
  }
}
