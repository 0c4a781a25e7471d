import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, Logger } from '@waymark/runtime'
import type { EventLog, EventStore } from '@waymark/storage'
import { createChdbStore, createClickHouseStore } from '@waymark/storage/clickhouse'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createKafkaLog } from '@waymark/storage/kafka'

const kafkaPartitions = 16

/** Opens the log that the settings name: Kafka where brokers are given, else the embedded one of the data directory. */
export const openLog = (config: Config, logger: Logger, clientId: string): Promise<EventLog> => {
  if (config.kafkaBrokers) {
    return createKafkaLog({
      brokers: config.kafkaBrokers,
      clientId,
      partitions: config.partitions ?? kafkaPartitions,
    })
  }
  const dir = join(config.data, 'log')
  mkdirSync(dir, { recursive: true })
  const onRetentionError = (error: unknown): void =>
    logger.error({ err: error }, 'retention failed; it tries again')
  const partitions = config.partitions === undefined ? {} : { partitions: config.partitions }
  return createEmbeddedLog({ dir, ...partitions }, { onRetentionError })
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
