import { type Topic, topicNames, topics } from '@waymark/schemas'
import { checkSize, placeOf } from '../check-records.ts'
import { closedError } from '../closed-error.ts'
import type { EventLog, EventLogDeps } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { createSubscriptionSet } from '../subscription-set.ts'
import { appendRecords } from './append-records.ts'
import {
  type KafkaConnection,
  type KafkaConnectionConfig,
  type KafkaConnectionDeps,
  openConnection,
} from './connection.ts'
import { awaitLeaders, ensureTopics, kafkaName, type TopicPlan } from './ensure-topics.ts'
import { createGroupPositions } from './group-positions.ts'
import { unavailable } from './kafka-error.ts'
import { startSubscription } from './kafka-subscription.ts'
import { createTopicProducer, type TopicProducer } from './topic-producer.ts'

export interface KafkaLogConfig extends KafkaConnectionConfig {
  /** Of each topic spread by subject; fixed when the topics are made. */
  readonly partitions: number
  /** Put before every topic's name; several installs can share a cluster. */
  readonly topicPrefix?: string
  /** Of topics that are made; the brokers' default where absent. */
  readonly replicationFactor?: number
}

export type KafkaLogDeps = KafkaConnectionDeps & EventLogDeps

const TOPIC_PREFIX = 'waymark.'

/** Resolves with the id of the cluster. */
const prepareTopics = async (connection: KafkaConnection, plan: TopicPlan): Promise<string> => {
  const admin = connection.kafka.admin()
  try {
    await admin.connect()
    await ensureTopics(admin, plan)
    await awaitLeaders(connection.cluster, plan)
    return (await admin.describeCluster()).clusterId
  } catch (error) {
    throw unavailable('the topics cannot be prepared', error)
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

const createProducers = (
  connection: KafkaConnection,
  prefix: string,
): Readonly<Record<Topic, TopicProducer>> =>
  Object.fromEntries(
    topicNames.map((topic) => [
      topic,
      createTopicProducer(connection.cluster, topic, kafkaName(prefix, topic)),
    ]),
  ) as Record<Topic, TopicProducer>

/** A read of one end of a topic, asked from the leaders after the call. */
const fetchOffsets = async (
  { cluster }: KafkaConnection,
  topic: string,
  range: { readonly partitions: number; readonly fromBeginning: boolean },
): Promise<readonly number[]> => {
  const partitions = Array.from({ length: range.partitions }, (_, partition) => ({ partition }))
  const ask = async (): Promise<readonly number[]> => {
    await cluster.connect()
    await cluster.refreshMetadataIfNecessary()
    const [found] = await cluster.fetchTopicsOffset([
      { topic, partitions, fromBeginning: range.fromBeginning },
    ])
    const offsets = new Map(
      found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]),
    )
    return partitions.map(({ partition }) => {
      const offset = offsets.get(partition)
      if (offset === undefined) throw new Error(`no leader for ${topic}/${partition}`)
      return offset
    })
  }
  try {
    return await ask()
  } catch {
    // Leaders move; a read can be asked again.
    try {
      await cluster.refreshMetadata()
      return await ask()
    } catch (error) {
      throw unavailable(`the offsets of ${topic} cannot be read`, error)
    }
  }
}

const checkLeaders = async (
  { cluster }: KafkaConnection,
  names: readonly string[],
): Promise<void> => {
  try {
    await cluster.connect()
    await cluster.refreshMetadata()
  } catch (error) {
    throw unavailable('no broker can be reached', error)
  }
  const leaderless = names.find((name) =>
    cluster.findTopicPartitionMetadata(name).some(({ leader }) => leader < 0),
  )
  if (leaderless !== undefined) {
    throw new StorageError(`a partition of ${leaderless} has no leader`, {
      code: 'unavailable',
      retryable: true,
    })
  }
}

interface WireOptions {
  readonly config: KafkaLogConfig & { readonly topicPrefix: string }
  readonly deps: KafkaLogDeps
  readonly clusterId: string
}

const wire = (connection: KafkaConnection, { config, deps, clusterId }: WireOptions): EventLog => {
  const { partitions, topicPrefix: prefix } = config
  const producers = createProducers(connection, prefix)
  const groups = createGroupPositions(connection.cluster, prefix)
  const subscriptions = createSubscriptionSet()
  const countOf = (topic: Topic): number => (topics[topic].spread === 'one' ? 1 : partitions)
  let closing: Promise<void> | undefined
  const open = (): void => {
    if (closing !== undefined) throw closedError()
  }
  const close = async (): Promise<void> => {
    groups.stop()
    await subscriptions.stopAll()
    await Promise.all(topicNames.map((topic) => producers[topic].drained()))
    await connection.close()
  }
  const offsets = (topic: Topic, fromBeginning: boolean): Promise<readonly number[]> => {
    open()
    return fetchOffsets(connection, kafkaName(prefix, topic), {
      partitions: countOf(topic),
      fromBeginning,
    })
  }

  return {
    id: `${clusterId}/${prefix}`,
    partitions,
    append: async (records, options) => {
      open()
      const placed = records.map((record) => {
        checkSize(record)
        return { record, partition: placeOf(record, partitions) }
      })
      return placed.length === 0 ? [] : appendRecords(producers, placed, options?.atomic ?? false)
    },
    subscribe: async (options) => {
      open()
      const own = openConnection(config, deps)
      return subscriptions.add(
        await startSubscription(
          {
            connection: own,
            prefix,
            partitions,
            onLost: deps.onLost ?? (() => undefined),
            check: open,
          },
          options,
        ),
      )
    },
    ends: async (topic) => offsets(topic, false),
    starts: async (topic) => offsets(topic, true),
    commit: async (...[group, topic, partition, next]) => {
      open()
      placeOf({ topic, key: '', value: null, partition }, partitions)
      await groups.commit({ group, topic, partition, next })
    },
    committed: async (group, topic) => {
      open()
      return groups.committed(group, topic, countOf(topic))
    },
    check: async () => {
      open()
      await checkLeaders(
        connection,
        topicNames.map((topic) => kafkaName(prefix, topic)),
      )
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/**
 * Opens the log on a Kafka cluster; makes the topics that are missing.
 * @throws StorageError `rejected` (a topic has another number of partitions), `unavailable` (no broker answers)
 *
 * @example
 * const log = await createKafkaLog({ brokers: ['127.0.0.1:9092'], clientId: 'ingest', partitions: 8 })
 */
export const createKafkaLog = async (
  config: KafkaLogConfig,
  deps: KafkaLogDeps = {},
): Promise<EventLog> => {
  const connection = openConnection(config, deps)
  const topicPrefix = config.topicPrefix ?? TOPIC_PREFIX
  try {
    const clusterId = await prepareTopics(connection, {
      prefix: topicPrefix,
      partitions: config.partitions,
      replicationFactor: config.replicationFactor,
    })
    return wire(connection, { config: { ...config, topicPrefix }, deps, clusterId })
  } catch (error) {
    await connection.close().catch(() => undefined)
    throw error
  }
}
