import type { Broker } from 'kafkajs'
import type { LogRecord } from '../event-log.ts'
import { kafkaName } from './ensure-topics.ts'
import type { Lane } from './lane.ts'

const PARTITION_BYTES = 1024 * 1024
const RESPONSE_BYTES = 10 * 1024 * 1024
const READ_COMMITTED = 1

interface FetchedMessage {
  readonly offset: string
  readonly timestamp: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly isControlRecord?: boolean
}

interface FetchResponse {
  readonly responses: readonly {
    readonly topicName: string
    readonly partitions: readonly {
      readonly partition: number
      readonly messages: readonly FetchedMessage[]
    }[]
  }[]
}

export interface FetchRequest {
  readonly prefix: string
  readonly lanes: readonly Lane[]
  /** How long the broker holds the request while it has nothing. */
  readonly waitMs: number
}

/** The lanes of each topic by the name that the topic has in Kafka. */
export const byTopicName = (
  prefix: string,
  lanes: readonly Lane[],
): ReadonlyMap<string, readonly Lane[]> => {
  const groups = new Map<string, Lane[]>()
  for (const lane of lanes) {
    const name = kafkaName(prefix, lane.topic)
    const known = groups.get(name)
    if (known) known.push(lane)
    else groups.set(name, [lane])
  }
  return groups
}

const feed = (lane: Lane, messages: readonly FetchedMessage[]): void => {
  const last = messages.at(-1)
  if (!last) return
  const { topic, partition } = lane
  const records = messages
    .filter((message) => !message.isControlRecord)
    .map(
      ({ offset, key, value, timestamp }): LogRecord => ({
        topic,
        partition,
        offset: Number(offset),
        key: key?.toString('utf8') ?? '',
        value,
        at: Number(timestamp),
      }),
    )
  const asked = lane.next()
  const behind = Number(last.offset) + 1
  // A batch whose tail was compacted away may hold nothing at or above what was asked for: step over it.
  lane.push(records, behind > asked ? behind : asked + 1)
}

/** One request to the leader of the lanes; puts what it answers into them. */
export const fetchIntoLanes = async (broker: Broker, request: FetchRequest): Promise<void> => {
  const groups = byTopicName(request.prefix, request.lanes)
  const { responses }: FetchResponse = await broker.fetch({
    maxWaitTime: request.waitMs,
    minBytes: 1,
    maxBytes: RESPONSE_BYTES,
    isolationLevel: READ_COMMITTED,
    topics: [...groups].map(([topic, lanes]) => ({
      topic,
      partitions: lanes.map((lane) => ({
        partition: lane.partition,
        fetchOffset: `${lane.next()}`,
        maxBytes: PARTITION_BYTES,
      })),
    })),
  })
  for (const { topicName, partitions } of responses) {
    for (const { partition, messages } of partitions) {
      const lane = groups.get(topicName)?.find((one) => one.partition === partition)
      if (lane) feed(lane, messages)
    }
  }
}
