import { expect, test } from 'vitest'
import {
  alertAbout,
  alertTo,
  decide,
  hook,
  startNotifier,
  startReceiver,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

test('an alert that two owners bring in the moment of a take-over has one webhook id; whoever comes afterwards brings it no more', async () => {
  await using world = await openTestLog()
  const { log } = world
  await using receiver = await startReceiver()
  const start = () => startNotifier({ log, endpoints: [webhookAt(hook, receiver.url)] })
  {
    await using _replaced = await start()
    await using _owner = await start()
    const now = Date.now()
    const decided = alertTo([hook], alertAbout('acme', now), now)
    await decide(log, { s: 'prod/g/acme', n: 1, t: [decided] })
    await receiver.until(2)
    await untilRecorded(log, { status: 'delivered', subject: 'prod/g/acme' })
  }
  const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']))
  expect([receiver.received.length, ids.size]).toEqual([2, 1])
  await using _later = await start()
  const other = Date.now()
  await decide(log, {
    s: 'prod/g/other',
    n: 1,
    t: [alertTo([hook], alertAbout('other', other), other)],
  })
  await untilRecorded(log, { status: 'delivered', subject: 'prod/g/other' })
  expect(receiver.received).toHaveLength(3)
})
