import { expect, test } from 'vitest'
import { createSinkPlans } from '../shell/sink-plan.ts'
import {
  acmeTurns,
  decide,
  hook,
  startNotifier,
  startReceiver,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

test('an instance that is started again before its first alert sends that alert: the plans of the sink are not deliveries', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  await createSinkPlans(world.log, 'facts/all').store({ from: [0, 0, 0], to: [7, 0, 0] })
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(Date.now()))
  await untilRecorded(world.log, { status: 'delivered' })
  expect(receiver.received).toHaveLength(1)
  expect(await createSinkPlans(world.log, 'facts/all').newest()).toEqual({
    from: [0, 0, 0],
    to: [7, 0, 0],
  })
})
