import { describe, expect, test } from 'vitest'
import type { Passed } from '../event-log.ts'
import { event, inbox, type MakeLog, texts } from './event-log-under-test.ts'

export const lostContract = (makeLog: MakeLog): void => {
  describe('what is forgotten before it was read', () => {
    test('is told of, and the subscriber goes on behind it', async () => {
      await using made = await makeLog()
      const [, next] = await made.log.append(['a', 'b', 'c'].map((value) => event(value)))
      await made.forgetEvents()
      const [kept] = await made.log.append([event('d')])
      const { onBatch, until } = inbox()
      await made.log.subscribe({
        topics: ['events'],
        from: (_topic, partition) => (partition === 0 ? (next?.offset ?? 0) : 0),
        onBatch,
      })
      expect(texts(await until(1))).toEqual(['d'])
      const gap = { topic: 'events', partition: 0, from: next?.offset, to: kept?.offset }
      expect(made.lost).toEqual([gap])
    })

    test('is passed although nothing comes behind it: the subscriber is told where it goes on', async () => {
      await using made = await makeLog()
      const [, next] = await made.log.append(['a', 'b', 'c'].map((value) => event(value)))
      await made.forgetEvents()
      const [end] = await made.log.ends('events')
      for (const from of [next?.offset ?? 0, 0]) {
        const { promise: skipped, resolve: onSkip } = Promise.withResolvers<Passed>()
        const { onBatch, records } = inbox()
        const options = { topics: ['events'], partitions: [0], from: () => from } as const
        const { stop } = await made.log.subscribe({ ...options, onBatch, onSkip })
        expect(await skipped).toEqual({ topic: 'events', partition: 0, next: end })
        expect(records).toEqual([])
        await stop()
      }
    })

    test('is not told of where nothing was forgotten', async () => {
      await using made = await makeLog()
      const skipped: Passed[] = []
      const onSkip = (passed: Passed): void => void skipped.push(passed)
      const { onBatch, until } = inbox()
      await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch, onSkip })
      for (const count of [1, 2]) {
        await made.log.append([event('a')])
        await until(count)
      }
      expect(skipped).toEqual([])
    })

    test('is not missed by who asks for the oldest kept', async () => {
      await using made = await makeLog()
      await made.log.append(['a', 'b'].map((value) => event(value)))
      await made.forgetEvents()
      await made.log.append([event('c')])
      const { onBatch, until } = inbox()
      await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch })
      expect(texts(await until(1))).toEqual(['c'])
      expect(made.lost).toEqual([])
    })
  })
}
