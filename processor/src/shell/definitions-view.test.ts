import { createLogger, createMetrics } from '@waymark/runtime'
import type { EventLog } from '@waymark/storage'
import { expect, onTestFinished, test } from 'vitest'
import { createProcessor } from './processor.ts'
import { definitionRecord, temporaryLog } from './processor-under-test.ts'

test('a processor that no longer hears of new definitions says so, and ends', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const cut = Promise.withResolvers<never>()
  const deaf: EventLog = {
    ...place.log,
    subscribe: async (options) => {
      const subscription = await place.log.subscribe(options)
      if (!options.topics.includes('definitions')) return subscription
      return { ...subscription, done: Promise.race([subscription.done, cut.promise]) }
    },
  }
  const segment = {
    kind: 'segment',
    id: 'came',
    level: 'person',
    rule: { did: { event: 'Login' } },
  }
  await place.log.append([definitionRecord(segment)])
  const processor = createProcessor(
    { cacheDir: place.dir },
    {
      log: deaf,
      clock: Date.now,
      logger: createLogger({ logLevel: 'silent' }),
      metrics: createMetrics(),
    },
  )
  await processor.start()
  onTestFinished(() => processor.stop())
  cut.reject(new Error('the broker went away'))
  await expect(processor.failed).rejects.toThrow('the broker went away')
})
