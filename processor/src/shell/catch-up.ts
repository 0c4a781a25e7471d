import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { consumerGroup, type PartitionWorker } from './partition-worker.ts'
import { routerGroup } from './router.ts'

interface CatchUpDeps {
  readonly log: EventLog
  readonly workers: readonly PartitionWorker[]
}

const lookAgainMs = 20

type Offsets = readonly (number | undefined)[]

const isPast = (ends: readonly number[], at: Offsets): boolean =>
  ends.every((end, partition) => (at[partition] ?? 0) >= end)

/**
 * The wall clock fires a deadline T only after a read begun after T found the end of the partition; for an account, of every
 * partition, because its members may lie anywhere, and of what they owe it, because that is still on its way. The ends are
 * asked for once and then waited for: what arrives meanwhile came after T, however much it is.
 */
export const createCatchUp = ({ log, workers }: CatchUpDeps, isStopped: () => boolean) => {
  const owned = new Map(workers.map((worker) => [worker.partition, worker]))
  const folded = async (topic: 'events' | 'relay'): Promise<Offsets> => {
    const others = owned.size === log.partitions ? [] : await log.committed(consumerGroup, topic)
    return Array.from(
      { length: log.partitions },
      (_, partition) => owned.get(partition)?.folded(topic) ?? others[partition],
    )
  }
  const untilPast = async (topic: Topic, at: () => Promise<Offsets>): Promise<void> => {
    const ends = await log.ends(topic)
    while (!isStopped() && !isPast(ends, await at())) await pause(lookAgainMs)
  }
  return async (): Promise<void> => {
    await untilPast('events', () => folded('events'))
    await untilPast('state', () => log.committed(routerGroup, 'state'))
    await untilPast('relay', () => folded('relay'))
  }
}
