import { setTimeout as pause } from 'node:timers/promises'
import { type Retention, type Topic, topicNames, topics } from '@waymark/schemas'
import type { Admin, Cluster, ITopicConfig, ITopicMetadata } from 'kafkajs'
import { StorageError } from '../storage-error.ts'
import { errorType } from './kafka-error.ts'

/** Room for the largest record with its key and for what a batch adds. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024
const DAY_MS = 86_400_000

export const kafkaName = (prefix: string, topic: Topic): string => `${prefix}${topic}`

const retentionEntries = (retention: Retention): Readonly<Record<string, string>> =>
  retention.keep === 'time'
    ? { 'cleanup.policy': 'delete', 'retention.ms': `${retention.ms}` }
    : {
        'cleanup.policy': 'compact',
        'min.compaction.lag.ms': `${retention.lagMs}`,
        'delete.retention.ms': `${Math.max(retention.lagMs, DAY_MS)}`,
      }

export interface TopicPlan {
  readonly prefix: string
  readonly partitions: number
  /** Of new topics; the brokers' default where absent. */
  readonly replicationFactor?: number | undefined
}

const partitionsOf = (topic: Topic, plan: TopicPlan): number =>
  topics[topic].spread === 'one' ? 1 : plan.partitions

const newTopic = (topic: Topic, plan: TopicPlan): ITopicConfig => ({
  topic: kafkaName(plan.prefix, topic),
  numPartitions: partitionsOf(topic, plan),
  replicationFactor: plan.replicationFactor ?? -1,
  configEntries: Object.entries({
    ...retentionEntries(topics[topic].retention),
    'message.timestamp.type': 'LogAppendTime',
    'max.message.bytes': `${MAX_MESSAGE_BYTES}`,
  }).map(([name, value]) => ({ name, value })),
})

const checkPartitions = (found: ITopicMetadata, topic: Topic, plan: TopicPlan): void => {
  const expected = partitionsOf(topic, plan)
  const { length: partitions } = found.partitions
  if (partitions === expected) return
  throw new StorageError(
    `the topic ${found.name} has ${partitions} partitions and cannot be used with ${expected}`,
    // Of a topic with a single one no setting says another number.
    {
      code: 'rejected',
      retryable: false,
      ...(topics[topic].spread === 'one' ? {} : { partitions }),
    },
  )
}

const READY_WITHIN_MS = 15_000
const LOOK_EVERY_MS = 50
const notYet: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
])

/** Asks again while the answer is that a new topic has not got around yet. */
const onceKnown = async <T>(ask: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!notYet.has(errorType(error) ?? '') || Date.now() > deadline) throw error
    }
    await pause(LOOK_EVERY_MS)
  }
}

/**
 * Creates the topics that are missing and checks the number of partitions of those that are there.
 * Two processes may do so at once.
 */
export const ensureTopics = async (admin: Admin, plan: TopicPlan): Promise<void> => {
  const existing = new Set(await admin.listTopics())
  const missing = topicNames.filter((topic) => !existing.has(kafkaName(plan.prefix, topic)))
  if (missing.length > 0) {
    await admin.createTopics({
      topics: missing.map((topic) => newTopic(topic, plan)),
      waitForLeaders: false,
    })
  }
  const names = topicNames.map((topic) => kafkaName(plan.prefix, topic))
  const { topics: found } = await onceKnown(() => admin.fetchTopicMetadata({ topics: names }))
  for (const topic of topicNames) {
    const metadata = found.find(({ name }) => name === kafkaName(plan.prefix, topic))
    if (metadata) checkPartitions(metadata, topic, plan)
  }
}

/** Resolves when every partition has a leader that answers. */
export const awaitLeaders = async (cluster: Cluster, plan: TopicPlan): Promise<void> => {
  await cluster.connect()
  await onceKnown(async () => {
    await cluster.addMultipleTargetTopics(topicNames.map((topic) => kafkaName(plan.prefix, topic)))
    await cluster.refreshMetadata()
    await cluster.fetchTopicsOffset(
      topicNames.map((topic) => ({
        topic: kafkaName(plan.prefix, topic),
        fromBeginning: true,
        partitions: Array.from({ length: partitionsOf(topic, plan) }, (_, partition) => ({
          partition,
        })),
      })),
    )
  })
}
