import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@waymark/schemas'
import type { Cluster } from 'kafkajs'
import { kafkaName } from './ensure-topics.ts'
import { errorName, errorType, unavailable } from './kafka-error.ts'

/** The broker forgets a group's position some days after its last commit (`offsets.retention.minutes`): say it again before. */
const REFRESH_MS = 24 * 3_600_000
const ATTEMPTS = 20
const FIRST_PAUSE_MS = 25
const LAST_PAUSE_MS = 500
/** Errors that go away while a coordinator moves or starts. */
const passing: ReadonlySet<string> = new Set([
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_LOAD_IN_PROGRESS',
  'COORDINATOR_NOT_AVAILABLE',
  'UNKNOWN_TOPIC_OR_PARTITION',
])

interface GroupPosition {
  readonly group: string
  readonly topic: Topic
  readonly partition: number
  readonly next: number
}

export interface GroupPositions {
  readonly commit: (position: GroupPosition) => Promise<void>
  readonly committed: (
    group: string,
    topic: Topic,
    partitions: number,
  ) => Promise<readonly (number | undefined)[]>
  readonly stop: () => void
}

const withCoordinator = async <T>(
  cluster: Cluster,
  group: string,
  ask: (coordinator: Awaited<ReturnType<Cluster['findGroupCoordinator']>>) => Promise<T>,
): Promise<T> => {
  let pauseMs = FIRST_PAUSE_MS
  for (let attempt = 1; ; attempt++) {
    try {
      await cluster.connect()
      await cluster.refreshMetadataIfNecessary()
      return await ask(await cluster.findGroupCoordinator({ groupId: group }))
    } catch (error) {
      const passes =
        passing.has(errorType(error) ?? '') ||
        errorName(error) === 'KafkaJSGroupCoordinatorNotFound'
      if (attempt === ATTEMPTS || !passes) {
        throw unavailable(`the positions of ${group} cannot be reached`, error)
      }
    }
    await pause(pauseMs)
    pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)
  }
}

/** Positions in Kafka's own group offsets, where its tools show them; the groups have no members, so nobody rebalances. */
export const createGroupPositions = (cluster: Cluster, prefix: string): GroupPositions => {
  const known = new Map<string, GroupPosition>()

  const commit = async (position: GroupPosition): Promise<void> => {
    const { group, topic, partition, next } = position
    await withCoordinator(cluster, group, (coordinator) =>
      coordinator.offsetCommit({
        groupId: group,
        groupGenerationId: -1,
        memberId: '',
        topics: [
          { topic: kafkaName(prefix, topic), partitions: [{ partition, offset: `${next}` }] },
        ],
      }),
    )
    known.set(`${group}/${topic}/${partition}`, position)
  }

  const committed: GroupPositions['committed'] = async (group, topic, partitions) => {
    const name = kafkaName(prefix, topic)
    const asked = Array.from({ length: partitions }, (_, partition) => ({ partition, offset: '0' }))
    const { responses } = await withCoordinator(cluster, group, (coordinator) =>
      coordinator.offsetFetch({ groupId: group, topics: [{ topic: name, partitions: asked }] }),
    )
    const found = responses.find((response) => response.topic === name)?.partitions ?? []
    return asked.map(({ partition }) => {
      const offset = Number(found.find((one) => one.partition === partition)?.offset ?? -1)
      return offset < 0 ? undefined : offset
    })
  }

  /** Says it again, unless somebody else has gone on since: who was paused must not take the group back to where it was itself. */
  const sayAgain = async (key: string, position: GroupPosition): Promise<void> => {
    const { group, topic, partition, next } = position
    const now = (await committed(group, topic, partition + 1))[partition]
    if (known.get(key) !== position) return
    if (now === undefined || now === next) await commit(position)
    else known.delete(key)
  }

  const timer = setInterval(() => {
    for (const [key, position] of known) sayAgain(key, position).catch(() => undefined)
  }, REFRESH_MS).unref()

  return {
    commit,
    committed,
    stop: () => clearInterval(timer),
  }
}
