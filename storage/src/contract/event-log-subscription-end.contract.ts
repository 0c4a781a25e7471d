import { describe, expect, test } from 'vitest'
import { event, gate, inbox, type MakeLog, texts } from './event-log-under-test.ts'

export const subscriptionEndContract = (makeLog: MakeLog): void => {
  describe('the end of a subscription', () => {
    test('comes with the error of the handler, after which nothing is delivered', async () => {
      await using made = await makeLog()
      const seen: string[] = []
      const subscription = await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        maxRecords: 1,
        onBatch: async ({ records }) => {
          seen.push(...texts(records).map(String))
          throw new Error('the handler broke')
        },
      })
      const failure = expect(subscription.done).rejects.toThrow('the handler broke')
      await made.log.append([event('a'), event('b')])
      await failure
      await subscription.stop()
      const witness = inbox()
      await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch: witness.onBatch })
      await made.log.append([event('c')])
      await witness.until(3)
      expect(seen).toEqual(['a'])
    })

    test('comes with the error of a handler that is not asynchronous', async () => {
      await using made = await makeLog()
      const subscription = await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: () => {
          throw new Error('at once')
        },
      })
      const failure = expect(subscription.done).rejects.toThrow('at once')
      await made.log.append([event('a')])
      await failure
    })

    test('waits for the batch in flight, and delivers nothing afterwards', async () => {
      await using made = await makeLog()
      const held = gate()
      const entered = gate()
      const handled: string[] = []
      const subscription = await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: async ({ records }) => {
          entered.open()
          await held.passed
          handled.push(...texts(records).map(String))
        },
      })
      await made.log.append([event('in flight')])
      await entered.passed
      await made.log.append([event('waiting')])
      let stopped = false
      const stopping = subscription.stop().then(() => {
        stopped = true
      })
      const witness = inbox()
      await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch: witness.onBatch })
      await witness.until(2)
      expect(stopped).toBe(false)
      held.open()
      await stopping
      await subscription.done
      await made.log.append([event('late')])
      await witness.until(3)
      expect(handled).toEqual(['in flight'])
    })

    test('leaves other subscriptions alone', async () => {
      await using made = await makeLog()
      const staying = inbox()
      const leaving = await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: () => undefined,
      })
      await made.log.subscribe({ topics: ['events'], from: () => 0, onBatch: staying.onBatch })
      await leaving.stop()
      await made.log.append([event('a')])
      expect(texts(await staying.until(1))).toEqual(['a'])
    })

    test('comes when the log is closed, which then refuses everything', async () => {
      await using made = await makeLog()
      const subscription = await made.log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: () => undefined,
      })
      await made.log.append([event('a')])
      await made.log.close()
      await subscription.done
      const closed = { code: 'closed' }
      await expect(made.log.append([event('b')])).rejects.toMatchObject(closed)
      await expect(made.log.ends('events')).rejects.toMatchObject(closed)
      await expect(made.log.check()).rejects.toMatchObject(closed)
      await expect(made.log.commit('g', 'events', 0, 1)).rejects.toMatchObject(closed)
      await expect(
        made.log.subscribe({ topics: ['events'], from: () => 0, onBatch: () => undefined }),
      ).rejects.toMatchObject(closed)
      await made.log.close()
    })
  })
}
