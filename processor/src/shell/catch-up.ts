import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import type { Whose } from './cache.ts'
import { consumerGroup, type PartitionWorker } from './partition-worker.ts'
import { routerGroup } from './router.ts'

interface CatchUpDeps {
  readonly log: EventLog
  readonly workers: readonly PartitionWorker[]
}

const lookAgainMs = 20

type Offsets = readonly (number | undefined)[]

/** Resolves once everything that the log held when it was called is folded, as far as it may concern them. */
type CatchUp = () => Promise<void>

/**
 * The wall clock fires a deadline T only after a read begun after T found the end of the partition; for an account, of every
 * partition, because its members may lie anywhere, and of what they owe it, because that is still on its way. People wait for no
 * partition that another process owns: it may be away. The ends are asked for once and then waited for: what arrives meanwhile
 * came after T, however much it is.
 */
export const createCatchUp = (
  { log, workers }: CatchUpDeps,
  isStopped: () => boolean,
): Readonly<Record<Whose, CatchUp>> => {
  const owned = new Map(workers.map((worker) => [worker.partition, worker]))
  const folded = async (topic: 'events' | 'relay'): Promise<Offsets> => {
    const others = owned.size === log.partitions ? [] : await log.committed(consumerGroup, topic)
    return Array.from(
      { length: log.partitions },
      (_, partition) => owned.get(partition)?.folded(topic) ?? others[partition],
    )
  }
  const among = (concerns: (partition: number) => boolean): CatchUp => {
    const untilPast = async (topic: Topic, at: () => Promise<Offsets>): Promise<void> => {
      const ends = await log.ends(topic)
      const isPast = (offsets: Offsets): boolean =>
        ends.every((end, partition) => !concerns(partition) || (offsets[partition] ?? 0) >= end)
      while (!isStopped() && !isPast(await at())) await pause(lookAgainMs)
    }
    return async () => {
      await untilPast('events', () => folded('events'))
      await untilPast('state', () => log.committed(routerGroup, 'state'))
      await untilPast('relay', () => folded('relay'))
    }
  }
  return { people: among((partition) => owned.has(partition)), accounts: among(() => true) }
}
