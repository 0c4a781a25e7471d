import type { Cluster } from 'kafkajs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGroupPositions } from './group-positions.ts'

interface Committing {
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: readonly { readonly partition: number; readonly offset: string }[]
  }[]
}

/** What a broker keeps of one group, as far as these positions ask for it. */
const startBroker = () => {
  const kept = new Map<string, string>()
  const coordinator = {
    offsetCommit: async ({ topics }: Committing) => {
      for (const { topic, partitions } of topics)
        for (const { partition, offset } of partitions) kept.set(`${topic}/${partition}`, offset)
    },
    offsetFetch: async ({ topics }: Committing) => ({
      responses: topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition }) => ({
          ...{ partition, offset: kept.get(`${topic}/${partition}`) ?? '-1' },
        })),
      })),
    }),
  }
  const cluster = {
    connect: async () => undefined,
    refreshMetadataIfNecessary: async () => undefined,
    findGroupCoordinator: async () => coordinator,
  } as unknown as Cluster
  return { cluster, forget: () => kept.clear() }
}

const dayMs = 24 * 3_600_000
const at = (next: number) => ({ group: 'processor', topic: 'events', partition: 0, next }) as const

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('an owner that was paused for a day took the group back to where it had been itself', async () => {
  const { cluster } = startBroker()
  const paused = createGroupPositions(cluster, '')
  const next = createGroupPositions(cluster, '')
  await paused.commit(at(5))
  await next.commit(at(9))
  next.stop()
  await vi.advanceTimersByTimeAsync(3 * dayMs)
  expect(await next.committed('processor', 'events', 1)).toEqual([9])
  paused.stop()
})

test('what the broker forgot because nothing was committed for days is said again', async () => {
  const { cluster, forget } = startBroker()
  const positions = createGroupPositions(cluster, '')
  await positions.commit(at(5))
  forget()
  expect(await positions.committed('processor', 'events', 1)).toEqual([undefined])
  await vi.advanceTimersByTimeAsync(dayMs)
  expect(await positions.committed('processor', 'events', 1)).toEqual([5])
  positions.stop()
})
