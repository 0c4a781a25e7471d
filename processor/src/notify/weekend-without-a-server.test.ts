import { createLogger } from '@waymark/runtime'
import type { EventLog } from '@waymark/storage'
import { expect, test, vi } from 'vitest'
import {
  acme,
  acmeTurns,
  alertAbout,
  alertTo,
  createTestTime,
  decide,
  hook,
  startNotifier,
  startReceiver,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

const hour = 3_600_000

/** Decides an alert about an account. */
const decideAbout = (log: EventLog, account: string, at: number) =>
  decide(log, { s: `prod/g/${account}`, n: 1, t: [alertTo([hook], alertAbout(account, at), at)] })

test('what was due on Friday evening was not sent after a weekend without a server: it was called too old at 24 h', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const now = Date.now()
  for (const hours of [71, 25, 60, 1]) await decideAbout(world.log, `${hours}h`, now - hours * hour)
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
    config: { perEndpoint: 1 },
  })
  const requests = await receiver.until(4)
  const names = requests.map(({ body }) => JSON.parse(body).data.name)
  expect(names).toEqual(['71h', '60h', '25h', '1h'])
})

test('what was decided three days before anybody could send it is not sent, and that is said in Alerts and in the log', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const logger = createLogger({ logLevel: 'silent' })
  const said = vi.spyOn(logger, 'warn')
  const now = Date.now()
  await decideAbout(world.log, 'old', now - 73 * hour)
  await decide(world.log, acmeTurns(now - hour))
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
    deps: { logger },
  })
  const error = 'Older than 72 h when it could be sent.'
  await untilRecorded(world.log, { status: 'dropped', subject: 'prod/g/old', error })
  await untilRecorded(world.log, { status: 'delivered', subject: acme })
  expect(said).toHaveBeenCalledWith(
    { count: 1, oldest: new Date(now - 73 * hour), reason: error },
    'Messages are not sent; the Alerts page has them',
  )
  expect(receiver.received.length).toBe(1)
})

test('what waited two days for its first attempt is tried for a day like any other', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response, nth) =>
    response.writeHead(nth < 3 ? 500 : 200).end(),
  )
  const time = createTestTime()
  await decide(world.log, acmeTurns(time.clock() - 50 * hour))
  await using _notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  for (const [attempts, pauseMs] of [5_000, 30_000].entries()) {
    await untilRecorded(world.log, { status: 'retrying', attempts: attempts + 1 })
    await expect.poll(time.pending).toBe(1)
    time.pass(pauseMs)
  }
  await untilRecorded(world.log, { status: 'delivered', attempts: 3 })
})

test('what was written down to be sent when the server was killed is sent two days later', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const time = createTestTime()
  const setup = { log: world.log, time, endpoints: [webhookAt(hook, receiver.url)] }
  {
    await using _first = await startNotifier(setup)
    await decide(world.log, acmeTurns(time.clock()))
    await untilRecorded(world.log, { status: 'delivered' })
  }
  const sent = await untilRecorded(world.log, { status: 'delivered' })
  const waiting = { ...sent, status: 'waiting', attempts: 0, at: sent.decided }
  await world.log.append([
    { topic: 'deliveries', key: sent.id, value: Buffer.from(JSON.stringify(waiting)) },
  ])
  time.pass(48 * hour)
  await using _second = await startNotifier(setup)
  await untilRecorded(world.log, { status: 'delivered', attempts: 1 })
  expect(receiver.received.length).toBe(2)
})

test('retries that were due during a day of outage were given up without being made', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response, nth) =>
    response.writeHead(nth < 3 ? 500 : 200).end(),
  )
  const time = createTestTime()
  const setup = { log: world.log, time, endpoints: [webhookAt(hook, receiver.url)] }
  {
    await using _first = await startNotifier(setup)
    await decide(world.log, acmeTurns(time.clock()))
    await untilRecorded(world.log, { status: 'retrying', attempts: 1 })
  }
  time.pass(60 * hour)
  await using _second = await startNotifier(setup)
  await untilRecorded(world.log, { status: 'retrying', attempts: 2 })
  await expect.poll(time.pending).toBe(1)
  time.pass(30_000)
  await untilRecorded(world.log, { status: 'delivered', attempts: 3 })
})

test('a retry that was due during three days of outage is given up', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response) => response.writeHead(500).end())
  const time = createTestTime()
  const setup = { log: world.log, time, endpoints: [webhookAt(hook, receiver.url)] }
  {
    await using _first = await startNotifier(setup)
    await decide(world.log, acmeTurns(time.clock()))
    await untilRecorded(world.log, { status: 'retrying' })
  }
  time.pass(73 * hour)
  await using _second = await startNotifier(setup)
  await untilRecorded(world.log, { status: 'dead', error: 'Given up after 24 h. Answered 500.' })
  expect(receiver.received.length).toBe(1)
})
