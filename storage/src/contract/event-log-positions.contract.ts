import { describe, expect, test } from 'vitest'
import { event, inbox, type MakeLog, readAll } from './event-log-under-test.ts'

export const positionsContract = (makeLog: MakeLog): void => {
  describe('positions', () => {
    test('begin at nothing, per partition of the topic', async () => {
      await using made = await makeLog()
      expect(made.log.partitions).toBe(3)
      expect(await made.log.starts('events')).toEqual([0, 0, 0])
      expect(await made.log.ends('events')).toEqual([0, 0, 0])
      expect(await made.log.ends('control')).toEqual([0])
    })

    test('end after everything that was acknowledged', async () => {
      await using made = await makeLog()
      const positions = await made.log.append([event('a', 1), event('b', 1), event('c', 2)])
      const ends = await made.log.ends('events')
      expect(ends[0]).toBe(0)
      expect(ends[1]).toBeGreaterThan(positions[1]?.offset ?? 0)
      expect(ends[2]).toBeGreaterThan(positions[2]?.offset ?? 0)
      const [next] = await made.log.append([event('d', 1)])
      expect(next?.offset).toBeGreaterThanOrEqual(ends[1] ?? 0)
      expect(await made.log.starts('events')).toEqual([0, 0, 0])
    })

    test('of a group are unknown until it commits, and its own', async () => {
      await using made = await makeLog()
      expect(await made.log.committed('sink', 'events')).toEqual([undefined, undefined, undefined])
      await made.log.commit('sink', 'events', 1, 5)
      await made.log.commit('router', 'events', 1, 2)
      await made.log.commit('sink', 'events', 1, 7)
      await made.log.commit('sink', 'events', 0, 0)
      await made.log.commit('sink', 'control', 0, 3)
      expect(await made.log.committed('sink', 'events')).toEqual([0, 7, undefined])
      expect(await made.log.committed('router', 'events')).toEqual([undefined, 2, undefined])
      expect(await made.log.committed('sink', 'control')).toEqual([3])
      expect(await made.log.committed('nobody', 'events')).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    })

    test('are of a log that is known again by its id, and of no other', async () => {
      await using made = await makeLog()
      await using other = await makeLog()
      const { id } = made.log
      expect(id).not.toBe(other.log.id)
      expect((await made.reopen()).id).toBe(id)
    })

    test('of a group survive a restart', async () => {
      await using made = await makeLog()
      await made.log.commit('sink', 'state', 2, 42)
      const log = await made.reopen()
      expect(await log.committed('sink', 'state')).toEqual([undefined, undefined, 42])
    })

    test('of a group can be committed from within its own subscription', async () => {
      await using made = await makeLog()
      const { onBatch, until } = inbox()
      await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: async (batch) => {
          await made.log.commit('sink', batch.topic, batch.partition, batch.next)
          onBatch(batch)
        },
      })
      await made.log.append([event('a'), event('b')])
      const records = await until(2)
      expect((await made.log.committed('sink', 'events'))[0]).toBe((records[1]?.offset ?? 0) + 1)
    })

    test('are where records are read back', async () => {
      await using made = await makeLog()
      const positions = await made.log.append(['a', 'b', 'c'].map((value) => event(value)))
      const records = await readAll(made.log, 'events', 3)
      expect(records.map(({ topic, partition, offset }) => ({ topic, partition, offset }))).toEqual(
        positions,
      )
    })
  })
}
