import { partitionOf } from '@waymark/schemas'
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

test('processes that share the partitions send each alert once, each its own', async () => {
  await using world = await openTestLog()
  const { log } = world
  await using first = await startReceiver()
  await using second = await startReceiver()
  const now = Date.now()
  const accounts = Array.from({ length: 20 }, (_, i) => `account-${i}`)
  const decideFor = (account: string) =>
    decide(log, {
      s: `prod/g/${account}`,
      n: 1,
      t: [alertTo([hook], alertAbout(account, now), now)],
    })
  await Promise.all(accounts.slice(0, 10).map(decideFor))
  await using _a = await startNotifier({
    log,
    endpoints: [webhookAt(hook, first.url)],
    config: { partitions: [0] },
  })
  await using _b = await startNotifier({
    log,
    endpoints: [webhookAt(hook, second.url)],
    config: { partitions: [1, 2] },
  })
  await Promise.all(accounts.slice(10).map(decideFor))
  for (const account of accounts) {
    await untilRecorded(log, { status: 'delivered', subject: `prod/g/${account}` })
  }
  const named = ({ body }: { readonly body: string }): string => JSON.parse(body).data.id
  const ofFirst = accounts.filter(
    (account) => partitionOf(`prod/g/${account}`, log.partitions) === 0,
  )
  const received = [...first.received, ...second.received].map(named)
  expect(received.length).toBe(accounts.length)
  expect(new Set(received)).toEqual(new Set(accounts))
  expect(new Set(first.received.map(named))).toEqual(new Set(ofFirst))
})
