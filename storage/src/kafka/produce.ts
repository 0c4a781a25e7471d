import type { Broker, Cluster, Message } from 'kafkajs'
import { errorName, produceFailure, unavailable } from './kafka-error.ts'

/** Acknowledged by every replica in sync. */
const ALL = -1
const ACK_TIMEOUT_MS = 10_000

interface ProduceResponse {
  readonly topics: readonly {
    readonly partitions: readonly { readonly partition: number; readonly baseOffset: string }[]
  }[]
}

/** The offset that the first message of each partition got. */
export type BaseOffsets = ReadonlyMap<number, number>

const produceTo = async (
  broker: Broker,
  topic: string,
  partitions: readonly { readonly partition: number; readonly messages: Message[] }[],
): Promise<BaseOffsets> => {
  try {
    const response: ProduceResponse = await broker.produce({
      acks: ALL,
      timeout: ACK_TIMEOUT_MS,
      topicData: [{ topic, partitions: [...partitions] }],
    })
    return new Map(
      response.topics.flatMap((one) =>
        one.partitions.map(({ partition, baseOffset }) => [partition, Number(baseOffset)] as const),
      ),
    )
  } catch (error) {
    // An answer that comes after all must not be taken for that of the next request.
    if (errorName(error) === 'KafkaJSRequestTimeoutError')
      void broker.disconnect().catch(() => undefined)
    throw produceFailure(error, partitions.length)
  }
}

/**
 * Sends one request per leader and waits for all of them.
 * @throws StorageError `unavailable` where nothing was written, `unknown_outcome` where that is not known
 */
export const produce = async (
  cluster: Cluster,
  topic: string,
  messages: ReadonlyMap<number, Message[]>,
): Promise<BaseOffsets> => {
  const byLeader = await findLeaders(cluster, topic, [...messages.keys()])
  const answers = await Promise.allSettled(
    byLeader.map(({ broker, partitions }) =>
      produceTo(
        broker,
        topic,
        partitions.map((partition) => ({ partition, messages: messages.get(partition) ?? [] })),
      ),
    ),
  )
  const failed = answers.filter((answer) => answer.status === 'rejected')
  if (failed.length > 0) {
    // Known to have written nothing only if every leader says so.
    const worst = failed.length === answers.length ? failed[0]?.reason : undefined
    throw worst ?? produceFailure(failed[0]?.reason, messages.size + 1)
  }
  return new Map(
    answers.flatMap((answer) => (answer.status === 'fulfilled' ? [...answer.value] : [])),
  )
}

const findLeaders = async (cluster: Cluster, topic: string, partitions: number[]) => {
  try {
    await cluster.connect()
    await cluster.addTargetTopic(topic)
    await cluster.refreshMetadataIfNecessary()
    const leaders = cluster.findLeaderForPartitions(topic, partitions)
    return await Promise.all(
      Object.entries(leaders).map(async ([nodeId, ofLeader]) => ({
        broker: await cluster.findBroker({ nodeId }),
        partitions: ofLeader,
      })),
    )
  } catch (error) {
    throw unavailable('no broker can be reached', error)
  }
}
