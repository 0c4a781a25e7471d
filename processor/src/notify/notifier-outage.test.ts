import { createLogger } from '@waymark/runtime'
import { partitionOf } from '@waymark/schemas'
import { type EventLog, StorageError } from '@waymark/storage'
import { expect, test, vi } from 'vitest'
import {
  acme,
  acmeTurns,
  alertAbout,
  alertTo,
  createTestTime,
  decide,
  deliveriesIn,
  hook,
  startNotifier,
  startReceiver,
  turned,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

const hour = 3_600_000

test('a webhook whose secret is sealed with another WAYMARK_SECRET was said to have no secret yet', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const logger = createLogger({ logLevel: 'silent' })
  const said = vi.spyOn(logger, 'error')
  await decide(world.log, acmeTurns(Date.now()))
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
    deps: { logger, secretOf: () => ({ t: 'unopened' }) },
  })
  const record = await untilRecorded(world.log, { status: 'retrying' })
  expect(record.error).toContain('WAYMARK_SECRET is not the one that it was sealed with')
  expect(said).toHaveBeenCalledWith({ env: 'prod', endpoint: hook }, record.error)
  expect(receiver.received).toEqual([])
})

test('an account that was a PQL only during the outage is not announced', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const now = Date.now()
  await decide(world.log, acmeTurns(now))
  await decide(world.log, { s: acme, n: now + 1, t: [turned(false, now)] })
  await decide(world.log, {
    s: 'prod/g/other',
    n: 1,
    t: [alertTo([hook], alertAbout('other', now), now)],
  })
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  const [request] = await receiver.until(1)
  expect(JSON.parse(request?.body ?? '').data.name).toBe('other')
  const record = await untilRecorded(world.log, { status: 'dropped' })
  expect(record).toMatchObject({
    subject: acme,
    error: 'The PQL was left again before this was sent.',
  })
  expect(receiver.received.length).toBe(1)
})

test('an account that left and came back during the outage is announced once, with the newest alert', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const now = Date.now()
  await decide(world.log, acmeTurns(now))
  await decide(world.log, { s: acme, n: now + 1, t: [turned(false, now)] })
  await decide(world.log, { ...acmeTurns(now), n: now + 2 })
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await untilRecorded(world.log, { status: 'delivered', id: `${acme}@${now + 2}.1:${hook}` })
  await untilRecorded(world.log, { status: 'dropped', id: `${acme}@${now}.1:${hook}` })
  expect(receiver.received.length).toBe(1)
})

test('an account that came back without a new alert, for its cooldown, is still announced', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const now = Date.now()
  await decide(world.log, acmeTurns(now))
  await decide(world.log, { s: acme, n: now + 1, t: [turned(false, now)] })
  await decide(world.log, { s: acme, n: now + 2, t: [turned(true, now)] })
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await untilRecorded(world.log, { status: 'delivered', id: `${acme}@${now}.1:${hook}` })
})

test('a retry is given up when the account is a PQL no longer', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response) => response.writeHead(500).end())
  const time = createTestTime()
  await using _notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  const now = time.clock()
  await decide(world.log, acmeTurns(now))
  await untilRecorded(world.log, { status: 'retrying' })
  await decide(world.log, { s: acme, n: now + 1, t: [turned(false, now)] })
  await untilRecorded(world.log, { status: 'dropped', attempts: 1 })
  time.pass(24 * hour)
  expect(receiver.received.length).toBe(1)
})

test('a new notifier goes on where the last one stopped, under the same id', async () => {
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
  expect(time.pending()).toBe(0)
  {
    await using _second = await startNotifier(setup)
    await expect.poll(time.pending).toBe(1)
    time.pass(5_000)
    await untilRecorded(world.log, { status: 'retrying', attempts: 2 })
  }
  await using _third = await startNotifier(setup)
  await expect.poll(time.pending).toBe(1)
  time.pass(30_000)
  await untilRecorded(world.log, { status: 'delivered', attempts: 3 })
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect((await deliveriesIn(world.log)).size).toBe(1)
})

test('nothing is sent before the processor has caught up', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const { promise, resolve } = Promise.withResolvers<void>()
  const now = Date.now()
  await decide(world.log, acmeTurns(now))
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
    deps: { processorCaughtUp: () => promise },
  })
  await decide(world.log, { s: acme, n: now + 1, t: [turned(false, now)] })
  resolve()
  await untilRecorded(world.log, { status: 'dropped' })
  expect(receiver.received).toEqual([])
})

test('a log whose newest record is a deletion still has an end', async () => {
  await using world = await openTestLog()
  const { log } = world
  await using receiver = await startReceiver()
  const twin = Array.from({ length: 50 }, (_, i) => `prod/g/twin-${i}`).find(
    (key) => partitionOf(key, log.partitions) === partitionOf(acme, log.partitions),
  )
  await decide(log, { ...acmeTurns(Date.now()), s: twin ?? '' })
  await log.append([{ topic: 'state', key: acme, value: null }])
  const ends = await log.ends('state')
  await Promise.all(ends.map((end, partition) => log.commit('router', 'state', partition, end)))
  await log.retain()
  await using _notifier = await startNotifier({
    log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await untilRecorded(log, { status: 'delivered', subject: twin ?? '' })
})

test('a log that breaks when its end has been reached ends the notifier', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const { log } = world
  await decide(log, acmeTurns(Date.now()))
  const broken: EventLog = {
    ...log,
    append: () => Promise.reject(new StorageError('torn', { code: 'corrupt', retryable: false })),
  }
  await using notifier = await startNotifier({
    log: broken,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await expect(notifier.done).rejects.toMatchObject({ code: 'corrupt' })
})

test('what has been read is not read again, and a poisoned record stops nobody', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const setup = { log: world.log, endpoints: [webhookAt(hook, receiver.url)] }
  const now = Date.now()
  {
    await using _first = await startNotifier(setup)
    const poison = [
      '{"t":[{"t":"alert",',
      '{"t":"alert"}',
      'null"t":"pql"',
      '{"e":0,"t":[{"t":"alert","to":["sdr-hook"],"body":{}}]}',
    ]
    for (const text of poison) {
      await world.log.append([{ topic: 'state', key: acme, value: Buffer.from(text) }])
    }
    await decide(world.log, acmeTurns(now))
    await untilRecorded(world.log, { status: 'delivered' })
  }
  const [ends, committed] = [
    await world.log.ends('state'),
    await world.log.committed('notifier', 'state'),
  ]
  expect(ends.map((end, i) => end - (committed[i] ?? 0))).toEqual([0, 0, 0])
})

test('finished deliveries are forgotten after their time, pending ones never', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  const time = createTestTime()
  await using _notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
    config: { keepMs: 48 * hour },
  })
  await decide(world.log, acmeTurns(time.clock()))
  await untilRecorded(world.log, { status: 'delivered' })
  time.pass(49 * hour)
  const now = time.clock()
  await decide(world.log, {
    s: 'prod/g/next',
    n: 1,
    t: [alertTo([hook], alertAbout('next', now), now)],
  })
  await untilRecorded(world.log, { status: 'delivered', subject: 'prod/g/next' })
  expect([...(await deliveriesIn(world.log)).values()].map(({ subject }) => subject)).toEqual([
    'prod/g/next',
  ])
})
