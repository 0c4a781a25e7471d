import { pino } from 'pino'
import type { Config } from './config.ts'

/** Pino's logger: object first, then the sentence. */
export type Logger = pino.Logger

/**
 * The process's log: JSON lines on standard output, object first, one line a batch; ids but never bodies.
 * What could hold a secret is cut out by name should it be logged by mistake.
 */
export const createLogger = (config: Pick<Config, 'logLevel'>, name = 'waymark'): Logger =>
  pino({
    name,
    level: config.logLevel,
    redact: {
      paths: ['secret', 'password', 'token', 'authorization', '*.secret', '*.password', '*.token'],
      censor: '***',
    },
  })
