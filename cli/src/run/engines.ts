import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, Logger, Metrics } from '@waymark/runtime'
import type { EventLog, EventLogDeps, EventStore } from '@waymark/storage'
import { createChdbStore, createClickHouseStore } from '@waymark/storage/clickhouse'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createKafkaLog } from '@waymark/storage/kafka'

const kafkaPartitions = 16

interface LogDeps {
  readonly logger: Logger
  readonly metrics: Metrics
}

/** Whoever lost records goes on, for there is nothing to wait for; but not without a word. */
const reportLost =
  ({ logger, metrics }: LogDeps): Required<EventLogDeps>['onLost'] =>
  ({ topic, partition, from, to }) => {
    metrics.lost(topic, to - from)
    logger.error(
      { topic, partition, from, to },
      'records are lost: the log kept them no longer when they were to be read',
    )
  }

/** Opens the log that the settings name: Kafka where brokers are given, else the embedded one of the data directory. */
export const openLog = (config: Config, deps: LogDeps, clientId: string): Promise<EventLog> => {
  const onLost = reportLost(deps)
  if (config.kafkaBrokers) {
    const partitions = config.partitions ?? kafkaPartitions
    return createKafkaLog({ brokers: config.kafkaBrokers, clientId, partitions }, { onLost })
  }
  const dir = join(config.data, 'log')
  mkdirSync(dir, { recursive: true })
  const onRetentionError = (error: unknown): void =>
    deps.logger.error({ err: error }, 'retention failed; it tries again')
  const partitions = config.partitions === undefined ? {} : { partitions: config.partitions }
  return createEmbeddedLog({ dir, ...partitions }, { onRetentionError, onLost })
}

const database = 'waymark'

/** Opens ClickHouse: the server that the settings name, else chDB in this process. Its tables are brought up to date. */
export const openStore = async (config: Config): Promise<EventStore> => {
  const store = config.clickhouseUrl
    ? serverStore(config.clickhouseUrl)
    : createChdbStore({ dir: join(config.data, 'clickhouse') })
  await store.migrate()
  return store
}

const serverStore = (text: string): EventStore => {
  const url = new URL(text)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const named = url.pathname.replace(/^\//, '')
  url.pathname = ''
  return createClickHouseStore({
    url: url.href,
    database: named || database,
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
  })
}
