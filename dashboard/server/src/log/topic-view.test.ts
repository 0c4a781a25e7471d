import { setImmediate as nextTurn } from 'node:timers/promises'
import { createLogger } from '@waymark/runtime'
import type { EventLog } from '@waymark/storage'
import { expect, it } from 'vitest'
import { openDashboard } from '../support/open-dashboard.ts'
import { createTopicView } from './topic-view.ts'

/** A log whose first subscription dies when it is told to, the second at birth, and whose third delivers when it may. */
const dying = (log: EventLog) => {
  let subscribed = 0
  const first = Promise.withResolvers<never>()
  const third = Promise.withResolvers<void>()
  const subscribe: EventLog['subscribe'] = async (options) => {
    subscribed += 1
    if (subscribed === 2) {
      return { stop: async () => undefined, done: Promise.reject(new Error('it broke again')) }
    }
    if (subscribed > 2) {
      const held: typeof options.onBatch = async (batch) => {
        await third.promise
        await options.onBatch(batch)
      }
      return log.subscribe({ ...options, onBatch: held })
    }
    const subscription = await log.subscribe(options)
    return { ...subscription, done: Promise.race([subscription.done, first.promise]) }
  }
  return {
    break: () => first.reject(new Error('it broke')),
    deliver: () => third.resolve(),
    subscribed: () => subscribed,
    log: { ...log, subscribe },
  }
}

it('a view that had to begin again was ready while it was still empty', async () => {
  await using d = await openDashboard()
  const world = dying(d.log)
  const seen: unknown[] = []
  const view = createTopicView({
    log: world.log,
    logger: createLogger({ logLevel: 'silent' }),
    topic: 'deadletter',
    apply: (_record, value) => seen.push(value),
    reset: () => seen.splice(0),
  })
  await d.log.append([{ topic: 'deadletter', key: 'a', value: Buffer.from('"a"') }])
  await view.start()
  expect(view.ready()).toBe(true)
  world.break()
  await expect.poll(world.subscribed).toBe(3)
  for (let turns = 0; turns < 10; turns++) await nextTurn()
  expect(view.ready()).toBe(false)
  expect(seen).toEqual([])
  world.deliver()
  await expect.poll(view.ready).toBe(true)
  await view.write([{ key: 'b', value: 'b' }])
  expect(seen).toEqual(['a', 'b'])
  expect(world.subscribed()).toBe(3)
  await view.stop()
})
