import type { Cluster } from 'kafkajs'
import type { Lost } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { byTopicName } from './fetch-into-lanes.ts'
import type { Lane } from './lane.ts'

const edgeOf = async (
  cluster: Cluster,
  groups: ReadonlyMap<string, readonly Lane[]>,
  fromBeginning: boolean,
): Promise<ReadonlyMap<Lane, number>> => {
  const found = await cluster.fetchTopicsOffset(
    [...groups].map(([topic, lanes]) => ({
      topic,
      fromBeginning,
      partitions: lanes.map(({ partition }) => ({ partition })),
    })),
  )
  return new Map(
    found.flatMap(({ topic, partitions }) =>
      partitions.flatMap(({ partition, offset }): [Lane, number][] => {
        const lane = groups.get(topic)?.find((one) => one.partition === partition)
        return lane ? [[lane, Number(offset)]] : []
      }),
    ),
  )
}

/** Who is at 0 asked for the oldest kept: that is what it gets. */
const skipForgotten = (lane: Lane, start: number, onLost: (lost: Lost) => void): void => {
  const { topic, partition } = lane
  const from = lane.next()
  if (start <= from) return
  lane.skipTo(start)
  if (from > 0) onLost({ topic, partition, from, to: start })
}

interface RangeContext {
  readonly cluster: Cluster
  readonly prefix: string
  readonly onLost: (lost: Lost) => void
}

/**
 * After a broker said that an offset is out of range: what is no longer kept is skipped, and told.
 * @throws StorageError `corrupt` where an offset lies beyond the end: records that were there are gone
 */
export const moveIntoRange = async (
  { cluster, prefix, onLost }: RangeContext,
  lanes: readonly Lane[],
): Promise<void> => {
  const groups = byTopicName(prefix, lanes)
  const starts = await edgeOf(cluster, groups, true)
  const ends = await edgeOf(cluster, groups, false)
  for (const lane of lanes) {
    const end = ends.get(lane) ?? Number.POSITIVE_INFINITY
    if (lane.next() > end) {
      throw new StorageError(
        `offset ${lane.next()} of ${lane.topic}/${lane.partition} is beyond its end ${end}: records were lost`,
        { code: 'corrupt', retryable: false },
      )
    }
    skipForgotten(lane, starts.get(lane) ?? 0, onLost)
  }
}
