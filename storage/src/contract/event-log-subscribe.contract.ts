import type { Topic } from '@waymark/schemas'
import { describe, expect, test } from 'vitest'
import type { LogBatch } from '../event-log.ts'
import { event, gate, inbox, type MakeLog, PARTITIONS, texts } from './event-log-under-test.ts'

export const subscribeContract = (makeLog: MakeLog): void => {
  describe('subscribe', () => {
    test('delivers what was there, then what comes', async () => {
      await using made = await makeLog()
      await made.log.append([event('before')])
      const { onBatch, until } = inbox()
      await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch })
      await until(1)
      await made.log.append([event('after')])
      expect(texts(await until(2))).toEqual(['before', 'after'])
    })

    test('starts at the offset that it is told, asked once per partition', async () => {
      await using made = await makeLog()
      const positions = await made.log.append(['a', 'b', 'c', 'd'].map((value) => event(value)))
      const asked: string[] = []
      const { onBatch, until } = inbox()
      await made.log.subscribe({
        topics: ['events'],
        from: async (topic, partition) => {
          asked.push(`${topic}/${partition}`)
          return partition === 0 ? (positions[2]?.offset ?? 0) : 0
        },
        onBatch,
      })
      expect(texts(await until(2))).toEqual(['c', 'd'])
      expect(asked.sort()).toEqual(['events/0', 'events/1', 'events/2'])
    })

    test('goes on from `next` of a batch without missing or repeating', async () => {
      await using made = await makeLog()
      await made.log.append(Array.from({ length: 20 }, (_, i) => event(`${i}`)))
      const first: LogBatch[] = []
      const stopped = gate()
      const subscription = await made.log.subscribe({
        topics: ['events'],
        partitions: [0],
        from: () => 0,
        maxRecords: 7,
        onBatch: (batch) => {
          first.push(batch)
          stopped.open()
        },
      })
      await stopped.passed
      await subscription.stop()
      const seen = first.flatMap(({ records }) => records)
      const rest = inbox()
      await made.log.subscribe({
        topics: ['events'],
        partitions: [0],
        from: () => first.at(-1)?.next ?? 0,
        onBatch: rest.onBatch,
      })
      await rest.until(20 - seen.length)
      expect(texts([...seen, ...rest.records])).toEqual(
        Array.from({ length: 20 }, (_, i) => `${i}`),
      )
    })

    test('never hands over more records at once than asked for', async () => {
      await using made = await makeLog()
      await made.log.append(Array.from({ length: 25 }, (_, i) => event(`${i}`)))
      const { onBatch, until, batches, records } = inbox()
      await made.log.subscribe({ topics: ['events'], from: () => 0, maxRecords: 10, onBatch })
      await until(25)
      await made.log.append(Array.from({ length: 25 }, (_, i) => event(`${25 + i}`)))
      await until(50)
      expect(Math.max(...batches.map((batch) => batch.records.length))).toBeLessThanOrEqual(10)
      expect(texts(records)).toEqual(Array.from({ length: 50 }, (_, i) => `${i}`))
    })

    test('lets a partition wait for its handler while the others go on', async () => {
      await using made = await makeLog()
      const held = gate()
      const entered = gate()
      const { onBatch, until, records } = inbox()
      let inFlight = 0
      let most = 0
      await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: async (batch) => {
          if (batch.partition !== 0) return onBatch(batch)
          inFlight += 1
          most = Math.max(most, inFlight)
          entered.open()
          await held.passed
          onBatch(batch)
          inFlight -= 1
        },
      })
      await made.log.append([event('held', 0)])
      await entered.passed
      for (const value of ['b', 'c']) await made.log.append([event(value, 0)])
      await made.log.append([event('free', 1)])
      await until(1)
      expect(texts(records)).toEqual(['free'])
      held.open()
      await until(4)
      expect(texts(records.filter(({ partition }) => partition === 0))).toEqual(['held', 'b', 'c'])
      expect(most).toBe(1)
    })

    test('gives every subscriber everything', async () => {
      await using made = await makeLog()
      const inboxes = [inbox(), inbox(), inbox()]
      for (const { onBatch } of inboxes) {
        await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch })
      }
      await made.log.append(['a', 'b', 'c'].map((value) => event(value)))
      for (const { until } of inboxes) expect(texts(await until(3))).toEqual(['a', 'b', 'c'])
    })

    test('gives an owner of partitions exactly these, and all of a topic with one', async () => {
      await using made = await makeLog()
      const some = inbox()
      const others = inbox()
      const topics: readonly Topic[] = ['events', 'control']
      await made.log.subscribe({ topics, partitions: [1], from: () => 0, onBatch: some.onBatch })
      await made.log.subscribe({
        topics,
        partitions: [0, 2],
        from: () => 0,
        onBatch: others.onBatch,
      })
      await made.log.append([
        ...Array.from({ length: PARTITIONS }, (_, partition) =>
          event(`in ${partition}`, partition),
        ),
        { topic: 'control', key: 'k', value: null },
      ])
      expect([...texts(await some.until(2))].sort()).toEqual(['in 1', null])
      expect([...texts(await others.until(3))].sort()).toEqual(['in 0', 'in 2', null])
    })

    test('refuses a position beyond the end, which only a log that lost records can mean', async () => {
      await using made = await makeLog()
      await made.log.append([event('a')])
      const lost = async (): Promise<void> => {
        const options = { topics: ['events'], from: () => 50, onBatch: () => undefined } as const
        await (await made.log.subscribe(options)).done
      }
      await expect(lost()).rejects.toMatchObject({ code: 'corrupt' })
    })

    test('hears only the topics that it asked for', async () => {
      await using made = await makeLog()
      const { onBatch, until } = inbox()
      await made.log.subscribe({ topics: ['state'], from: () => 0, onBatch })
      await made.log.append([event('elsewhere'), { ...event('here'), topic: 'state' }])
      expect(texts(await until(1))).toEqual(['here'])
    })
  })
}
