import { join } from 'node:path'
import {
  type AwaitEngineDeps,
  awaitEngine,
  type Config,
  type Engine,
  type Metrics,
} from '@waymark/runtime'
import { type EventLog, type EventLogDeps, type EventStore, StorageError } from '@waymark/storage'
import { createChdbStore, createClickHouseStore } from '@waymark/storage/clickhouse'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createKafkaLog } from '@waymark/storage/kafka'
import { makeDirectory } from '../instance/make-directory.ts'
import { blameClickHouse, blamePartitions, checkOwns } from './blame-setting.ts'

const kafkaPartitions = 16

interface LogDeps extends AwaitEngineDeps {
  readonly metrics: Metrics
  /** Told where the log cannot go on. */
  readonly fail?: (part: string, error: unknown) => void
}

const mayCome = (error: unknown): boolean => error instanceof StorageError && error.retryable

const kafka: Engine = {
  name: 'Kafka',
  variable: 'WAYMARK_KAFKA_BROKERS',
  expected: 'the addresses of brokers that answer',
  mayCome,
}

const clickhouse: Engine = {
  name: 'ClickHouse',
  variable: 'WAYMARK_CLICKHOUSE_URL',
  expected: 'the URL of a ClickHouse that answers',
  mayCome,
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

const openNamed = (config: Config, deps: LogDeps, clientId: string): Promise<EventLog> => {
  const onLost = reportLost(deps)
  if (config.kafkaBrokers) {
    const partitions = config.partitions ?? kafkaPartitions
    const settings = { brokers: config.kafkaBrokers, clientId, partitions }
    return awaitEngine(kafka, () => createKafkaLog(settings, { onLost }), deps)
  }
  const dir = join(config.data, 'log')
  makeDirectory(dir)
  const onRetentionError = (error: unknown): void =>
    deps.logger.error({ err: error }, 'retention failed; it tries again')
  let toldAt = Number.NEGATIVE_INFINITY
  const onSetBack = (ms: number): void => {
    if (performance.now() - toldAt < 60_000) return
    toldAt = performance.now()
    deps.logger.warn(
      { seconds: Math.round(ms / 1000) },
      'the clock of this machine was set back: what was received before is dated ahead, and so is whom it was about',
    )
  }
  const partitions = config.partitions === undefined ? {} : { partitions: config.partitions }
  const onTakenOver = (error: unknown): void => deps.fail?.('log', error)
  return createEmbeddedLog(
    { dir, ...partitions },
    { onRetentionError, onSetBack, onLost, onTakenOver },
  )
}

/**
 * Opens the log that the settings name: Kafka where brokers are given, else the embedded one of the data directory. Waits for
 * a Kafka that is not there yet.
 * @throws ConfigError that names the setting where the log is there and does not fit it
 */
export const openLog = async (
  config: Config,
  deps: LogDeps,
  clientId: string,
): Promise<EventLog> => {
  const log = await openNamed(config, deps, clientId).catch(blamePartitions)
  try {
    checkOwns(config, log)
    return log
  } catch (error) {
    await log.close()
    throw error
  }
}

const database = 'waymark'

const migrated = async (store: EventStore): Promise<EventStore> => {
  try {
    await store.migrate()
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/**
 * Opens ClickHouse: the server that the settings name, else chDB in this process. Its tables are brought up to date. Waits for
 * a server that is not there yet.
 * @throws ConfigError that names the setting where the server refuses
 */
export const openStore = (config: Config, deps: AwaitEngineDeps): Promise<EventStore> => {
  const { clickhouseUrl: url, data } = config
  return url
    ? awaitEngine(clickhouse, () => migrated(serverStore(url)), deps).catch(blameClickHouse(url))
    : migrated(createChdbStore({ dir: join(data, 'clickhouse') }))
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
