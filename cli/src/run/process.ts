import {
  type Config,
  ConfigError,
  type ConfigProblem,
  createLogger,
  createMetrics,
  liveUntilSignal,
  type Part,
} from '@waymark/runtime'
import type { EventStore } from '@waymark/storage'
import type { FastifyInstance } from 'fastify'
import { openLog, openStore } from './engines.ts'
import { createFailing } from './fail-process.ts'
import type { Shared } from './rooms.ts'
import { createServer, listen } from './serve.ts'

/** What one of the separate processes needs of its settings. */
export interface Needs {
  readonly clickhouse: boolean
}

/** Processes that run apart share the log, ClickHouse and the secret: there is no default for any of them. */
export const checkNeeds = (config: Config, needs: Needs): void => {
  const missing: ConfigProblem[] = []
  if (!config.kafkaBrokers) {
    missing.push({
      variable: 'WAYMARK_KAFKA_BROKERS',
      expected:
        'the brokers that all processes share, such as kafka-1:9092,kafka-2:9092 (one process alone: waymark up)',
    })
  }
  if (needs.clickhouse && !config.clickhouseUrl) {
    missing.push({
      variable: 'WAYMARK_CLICKHOUSE_URL',
      expected: 'a URL such as http://clickhouse:8123',
    })
  }
  if (!config.secret) {
    missing.push({
      variable: 'WAYMARK_SECRET',
      expected: 'the same text of at least 32 characters for all processes',
    })
  }
  if (missing.length > 0) throw new ConfigError(missing)
}

/** What a process is made of, opened. */
export interface Opened {
  readonly shared: Shared
  readonly app: FastifyInstance
  readonly engines: Part
  /** Opens ClickHouse; it is closed with the engines. */
  readonly store: () => Promise<EventStore>
  /** Starts the parts in order and stops them when one cannot go on; a signal ends the process also before. */
  readonly run: (parts: readonly Part[]) => Promise<{ readonly stop: () => Promise<void> }>
}

/** Opens the log and the server of a process; nothing runs yet. */
export const openProcess = async (
  config: Config,
  secret: string,
  name: string,
): Promise<Opened> => {
  const logger = createLogger(config)
  const life = liveUntilSignal({ logger })
  const metrics = createMetrics()
  const log = await openLog(config, { logger, metrics }, `waymark-${name}`)
  const closing: (() => Promise<void>)[] = [() => log.close()]
  const { fail, stopBy } = createFailing(logger)
  return {
    shared: { config, secret, log, logger, metrics, fail },
    app: createServer(config, logger),
    engines: {
      name: 'engines',
      stop: async () => {
        for (const close of closing.reverse()) await close()
      },
    },
    store: async () => {
      const store = await openStore(config, { logger })
      closing.push(() => store.close())
      return store
    },
    run: async (parts) => {
      const running = await life.start(parts)
      stopBy(running.stop)
      return running
    },
  }
}

/** The part that listens. `onListening` gets the address that this machine reaches it by. */
export const doorOf = ({ app, shared }: Opened, onListening?: (url: string) => void): Part => ({
  name: 'http',
  start: async () => onListening?.(await listen(app, shared.config)),
  stop: () => app.close(),
})
