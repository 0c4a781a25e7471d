import type { Cluster } from 'kafkajs'
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

/**
 * After a broker said that an offset is out of range: what is no longer kept is skipped.
 * @throws StorageError `corrupt` where an offset lies beyond the end: records that were there are gone
 */
export const moveIntoRange = async (
  cluster: Cluster,
  prefix: string,
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
    lane.skipTo(Math.max(lane.next(), starts.get(lane) ?? 0))
  }
}
