import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  awaitEngine,
  type Config,
  ConfigError,
  createLogger,
  createMetrics,
  type Engine,
  type Logger,
  type Metrics,
  printConfig,
  readConfig,
  startInOrder,
  stopOnSignals,
} from '@waymark/runtime'
import { type EventLog, type Lost, StorageError } from '@waymark/storage'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createKafkaLog } from '@waymark/storage/kafka'
import { createIngest } from './ingest.ts'
import { readSdkFiles } from './sdk-files/read-sdk-files.ts'

/** Ingest as a process of its own: reads its settings from the environment, runs until SIGTERM. */

const sdkDirectory = join(import.meta.dirname, '../../sdk/dist')

const kafkaPartitions = 16

/** How long a load balancer has to see that this node is about to stop. */
const readinessDelayMs = 5000

const kafka: Engine = {
  name: 'Kafka',
  variable: 'WAYMARK_KAFKA_BROKERS',
  expected: 'the addresses of brokers that answer',
  mayCome: (error) => error instanceof StorageError && error.retryable,
}

const openLog = (config: Config, logger: Logger, metrics: Metrics): Promise<EventLog> => {
  const { kafkaBrokers: brokers, partitions } = config
  const onLost = ({ topic, partition, from, to }: Lost): void => {
    metrics.lost(topic, to - from)
    logger.error({ topic, partition, from, to }, 'records are lost: the log kept them no longer')
  }
  if (brokers) {
    const shared = { brokers, clientId: 'waymark-ingest' }
    const settings = { ...shared, partitions: partitions ?? kafkaPartitions }
    return awaitEngine(kafka, () => createKafkaLog(settings, { onLost }), { logger })
  }
  const dir = join(config.data, 'log')
  mkdirSync(dir, { recursive: true })
  return createEmbeddedLog({ dir, ...(partitions !== undefined && { partitions }) }, { onLost })
}

const secretOf = (config: Config): string => {
  if (config.secret !== undefined) return config.secret
  const expected = 'a secret of at least 32 characters, the same for every process'
  throw new ConfigError([{ variable: 'WAYMARK_SECRET', expected }])
}

const run = async (config: Config, logger: Logger): Promise<void> => {
  const secret = secretOf(config)
  const metrics = createMetrics()
  const log = await openLog(config, logger, metrics)
  const ingest = createIngest(
    {
      secret,
      cacheDir: config.data,
      trustedProxies: config.trustedProxies,
      readinessDelayMs: config.kafkaBrokers ? readinessDelayMs : 0,
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    },
    { log, logger, metrics, sdkFiles: await readSdkFiles(sdkDirectory) },
  )
  const running = await startInOrder([
    { name: 'log', stop: log.close },
    { name: 'ingest', start: ingest.start, stop: ingest.stop },
  ])
  await ingest.app.listen({ port: config.port, host: config.host })
  stopOnSignals(running, { logger })
  logger.info({ addresses: ingest.app.addresses() }, 'listening')
  await ingest.done
}

try {
  const config = readConfig(process.env)
  const logger = createLogger(config, 'waymark-ingest')
  logger.info({ config: printConfig(config) }, 'starting')
  await run(config, logger)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
