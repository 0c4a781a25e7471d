import { type EventLog, StorageError, type StorageErrorCode } from '@waymark/storage'
import { expect, test } from 'vitest'
import {
  acmeTurns,
  decide,
  deliveriesIn,
  hook,
  startNotifier,
  startReceiver,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

/** The real log, whose first writes of deliveries fail. */
const failing = (log: EventLog, times: number, code: StorageErrorCode): EventLog => {
  let failures = 0
  return {
    ...log,
    append: (records, options) => {
      const hit = records.some(({ topic }) => topic === 'deliveries') && failures < times
      failures += hit ? 1 : 0
      return hit
        ? Promise.reject(
            new StorageError('the disk sulks', { code, retryable: code === 'unavailable' }),
          )
        : log.append(records, options)
    },
  }
}

test('nothing is sent before it is written down that it will be; a log that is away is waited for', async () => {
  await using world = await openTestLog()
  let attempts = 0
  await using receiver = await startReceiver((response) => {
    void deliveriesIn(world.log).then((records) => {
      attempts = records.size
      response.writeHead(200).end()
    })
  })
  await using _notifier = await startNotifier({
    log: failing(world.log, 2, 'unavailable'),
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(Date.now()))
  await untilRecorded(world.log, { status: 'delivered' })
  expect(attempts).toBe(1)
  expect(receiver.received.length).toBe(1)
})

test('a write whose outcome is unknown is repeated: it says the same thing twice', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  await using _notifier = await startNotifier({
    log: failing(world.log, 1, 'unknown_outcome'),
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(Date.now()))
  await untilRecorded(world.log, { status: 'delivered' })
  expect(receiver.received.length).toBe(1)
})

test('a log that is broken for good ends the notifier, and the alert is sent by the next one', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const endpoints = [webhookAt(hook, receiver.url)]
  {
    await using notifier = await startNotifier({ log: failing(world.log, 1, 'corrupt'), endpoints })
    await decide(world.log, acmeTurns(Date.now()))
    await expect(notifier.done).rejects.toMatchObject({ code: 'corrupt' })
    expect(receiver.received).toEqual([])
  }
  await using _next = await startNotifier({ log: world.log, endpoints })
  await untilRecorded(world.log, { status: 'delivered' })
})
