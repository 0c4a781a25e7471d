import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { consumerGroup, takenUpGroup } from '../shell/partition-worker.ts'
import { routerGroup } from '../shell/router.ts'

/** Whether what is waited for is still wanted. */
export type IsWanted = () => boolean

/** What a past waits for. Each resolves with false once nobody wants it any more. */
export interface Waits {
  /** Every partition folds with definitions of after `from`, and all that was folded with older ones is in the database. */
  readonly untilComplete: (from: number, isWanted: IsWanted) => Promise<boolean>
  /** What was told has been folded, and so has what it made one subject tell another. */
  readonly untilFolded: (isWanted: IsWanted) => Promise<boolean>
  /** No more than so many records wait to be folded: live traffic comes first. */
  readonly untilRoom: (isWanted: IsWanted) => Promise<boolean>
}

const pollMs = 25

/** A visitor tells who they became, who tells their account. */
const hops = 3

const until = async (isWanted: IsWanted, holds: () => Promise<boolean>): Promise<boolean> => {
  while (isWanted()) {
    if (await holds()) return true
    await pause(pollMs)
  }
  return false
}

export const createWaits = (log: EventLog, inFlight: number): Waits => {
  const waiting = async (ends: readonly number[], group: string, topic: Topic): Promise<number> => {
    const committed = await log.committed(group, topic)
    return ends.reduce((sum, end, at) => sum + Math.max(0, end - (committed[at] ?? 0)), 0)
  }
  const untilThrough = async (
    isWanted: IsWanted,
    group: string,
    topic: Topic,
  ): Promise<boolean> => {
    const ends = await log.ends(topic)
    return until(isWanted, async () => (await waiting(ends, group, topic)) === 0)
  }
  return {
    untilComplete: async (from, isWanted) => {
      for (let partition = 0; partition < log.partitions; partition++) {
        const isTaken = async (): Promise<boolean> => {
          const [next] = await log.committed(takenUpGroup(partition), 'definitions')
          return (next ?? 0) > from
        }
        if (!(await until(isWanted, isTaken))) return false
      }
      return (
        (await untilThrough(isWanted, 'sink', 'facts')) &&
        (await untilThrough(isWanted, 'sink', 'state'))
      )
    },
    untilFolded: async (isWanted) => {
      for (let hop = 0; hop < hops; hop++) {
        if (!(await untilThrough(isWanted, consumerGroup, 'relay'))) return false
        if (!(await untilThrough(isWanted, routerGroup, 'state'))) return false
      }
      return untilThrough(isWanted, consumerGroup, 'relay')
    },
    untilRoom: (isWanted) =>
      until(
        isWanted,
        async () => (await waiting(await log.ends('relay'), consumerGroup, 'relay')) < inFlight,
      ),
  }
}
