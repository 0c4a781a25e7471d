import { expect, test } from 'vitest'
import {
  alertAbout,
  alertTo,
  decide,
  hook,
  startNotifier,
  startReceiver,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

const alerts = 300

test('says how long it takes from the decision to the webhook', async ({ annotate }) => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  const decidedAt = new Map<string, number>()
  for (let i = 0; i < alerts; i += 1) {
    const name = `account-${i}`
    const now = Date.now()
    decidedAt.set(name, now)
    await decide(world.log, {
      s: `prod/g/${name}`,
      n: 1,
      t: [alertTo([hook], alertAbout(name, now), now)],
    })
    if (i % 3 === 2) await receiver.until(i - 1)
  }
  await receiver.until(alerts)
  const took = receiver.received
    .map(({ body, at }) => at - (decidedAt.get(JSON.parse(body).data.name) ?? 0))
    .sort((a, b) => a - b)
  const quantile = (q: number): number => took[Math.floor(took.length * q)] ?? Number.NaN
  await annotate(`decided → webhook received: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(alerts)
})
