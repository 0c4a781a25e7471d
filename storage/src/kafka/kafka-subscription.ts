import { type Topic, topics } from '@waymark/schemas'
import type { Lost, SubscribeOptions, Subscription } from '../event-log.ts'
import type { KafkaConnection } from './connection.ts'
import { createFetcher } from './fetcher.ts'
import { createLane, type Lane } from './lane.ts'

const MAX_RECORDS = 1000
const MAX_BYTES = 4 * 1024 * 1024

interface SubscriptionContext {
  readonly connection: KafkaConnection
  readonly prefix: string
  readonly partitions: number
  readonly onLost: (lost: Lost) => void
  /** Throws where the log was closed while positions were being asked for. */
  readonly check: () => void
}

interface Owned {
  readonly topic: Topic
  readonly partition: number
}

/** The partitions that a subscriber owns: all of a topic with a single one, the chosen of the others. */
const ownedPartitions = (options: SubscribeOptions, partitions: number): readonly Owned[] =>
  options.topics.flatMap((topic): readonly Owned[] => {
    if (topics[topic].spread === 'one') return [{ topic, partition: 0 }]
    const all = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }))
    return all.filter(({ partition }) => options.partitions?.includes(partition) ?? true)
  })

/** A fetcher on a connection of its own, and a lane per partition; the first lane that fails stops all of them. */
export const startSubscription = async (
  { connection, prefix, partitions, onLost, check }: SubscriptionContext,
  options: SubscribeOptions,
): Promise<Subscription> => {
  let wakeFetcher = (): void => undefined
  const lanes: readonly Lane[] = await Promise.all(
    ownedPartitions(options, partitions).map(async ({ topic, partition }) =>
      createLane({
        topic,
        partition,
        from: await options.from(topic, partition),
        onBatch: options.onBatch,
        onSkip: options.onSkip,
        maxRecords: options.maxRecords ?? MAX_RECORDS,
        maxBytes: options.maxBytes ?? MAX_BYTES,
        onHungry: () => wakeFetcher(),
      }),
    ),
  )
  check()
  const fetcher = createFetcher({ connection, prefix, lanes, onLost })
  wakeFetcher = fetcher.wake
  let markStopped = (): void => undefined
  const stopping = new Promise<void>((resolve) => {
    markStopped = resolve
  })
  const stopAll = (): void => {
    fetcher.stop()
    connection.cut()
    for (const lane of lanes) lane.stop()
  }
  const runners = lanes.length > 0 ? [...lanes, fetcher] : []
  const settled = Promise.allSettled(
    runners.map((runner) =>
      runner.run().catch((error: unknown) => {
        stopAll()
        throw error
      }),
    ),
  )
  const finish = async (): Promise<void> => {
    const failed = (await settled).find((result) => result.status === 'rejected')
    if (!failed) await stopping
    await connection.close().catch(() => undefined)
    if (failed) throw failed.reason
  }
  const done = finish()
  return {
    stop: async () => {
      stopAll()
      markStopped()
      // How it ended is told by `done`.
      await done.catch(() => undefined)
    },
    done,
  }
}
