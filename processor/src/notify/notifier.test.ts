import { Webhook } from 'standardwebhooks'
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
  secret,
  startNotifier,
  startReceiver,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

test('an account that turns PQL reaches the webhook, signed, with everything the alert says', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  const now = Date.now()
  await decide(world.log, acmeTurns(now))
  const [request] = await receiver.until(1)
  const body = new Webhook(secret).verify(
    request?.body ?? '',
    request?.headers as Record<string, string>,
  )
  expect(body).toEqual({
    type: 'pql.entered',
    timestamp: new Date(now).toISOString(),
    data: {
      ...alertAbout('acme', now),
      env: 'prod',
      links: { subject: 'https://app.example/accounts/prod%2Fg%2Facme?env=prod' },
    },
  })
  const record = await untilRecorded(world.log, { status: 'delivered' })
  expect(record).toMatchObject({
    id: `${acme}@${now}.1:${hook}`,
    webhookId: request?.headers['webhook-id'],
    attempts: 1,
    httpStatus: 200,
    payload: body,
  })
})

test('a failing receiver is tried again later and later, always under the same id, until it takes it', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response, nth) =>
    response.writeHead(nth < 4 ? 500 : 204).end(),
  )
  const time = createTestTime()
  await using _notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(time.clock()))
  for (const [attempts, pause] of [
    [1, 5_000],
    [2, 30_000],
    [3, 120_000],
  ] as const) {
    await receiver.until(attempts)
    const record = await untilRecorded(world.log, { status: 'retrying', attempts })
    expect(record).toMatchObject({
      next: time.clock() + pause,
      httpStatus: 500,
      error: 'Answered 500.',
    })
    await expect.poll(time.pending).toBe(1)
    time.pass(pause)
  }
  const requests = await receiver.until(4)
  await untilRecorded(world.log, { status: 'delivered', attempts: 4 })
  expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(time.pending()).toBe(0)
})

test('a receiver that asks for time gets it', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response) =>
    response.writeHead(429, { 'retry-after': '900' }).end(),
  )
  const time = createTestTime()
  await using _notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(time.clock()))
  const record = await untilRecorded(world.log, { status: 'retrying' })
  expect(record.next).toBe(time.clock() + 900_000)
})

test.each(['999999999', '99999999999', new Date(8.64e15).toUTCString(), '-1', 'never'])(
  'a receiver that asks to be left alone for %s ended its delivery: it is tried as often as any that fails',
  async (wish) => {
    await using world = await openTestLog()
    await using receiver = await startReceiver((response) =>
      response.writeHead(429, { 'retry-after': wish }).end(),
    )
    const time = createTestTime()
    const began = time.clock()
    await using _notifier = await startNotifier({
      log: world.log,
      time,
      endpoints: [webhookAt(hook, receiver.url)],
    })
    await decide(world.log, acmeTurns(began))
    for (let attempts = 1; attempts <= 8; attempts += 1) {
      const record = await untilRecorded(world.log, { status: 'retrying', attempts })
      await expect.poll(time.pending).toBe(1)
      time.pass((record.next ?? 0) - time.clock())
      await receiver.until(attempts + 1)
    }
    const record = await untilRecorded(world.log, { status: 'dead' })
    expect(record).toMatchObject({ attempts: 9, error: 'Given up after 9 attempts. Answered 429.' })
    expect(time.clock()).toBeLessThanOrEqual(began + 86_400_000)
  },
)

test('a receiver that is gone for good is not tried again, and the alert can be replayed under its old id', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response, nth) =>
    response.writeHead(nth === 1 ? 410 : 200).end(),
  )
  const time = createTestTime()
  await using notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(time.clock()))
  const record = await untilRecorded(world.log, { status: 'dead', httpStatus: 410 })
  time.pass(3 * 86_400_000)
  expect(await notifier.replay(record.id)).toEqual({ ok: true })
  const requests = await receiver.until(2)
  await untilRecorded(world.log, { status: 'delivered', attempts: 2 })
  expect(requests[1]?.headers['webhook-id']).toBe(requests[0]?.headers['webhook-id'])
  expect(await notifier.replay(record.id)).toEqual({ ok: false, reason: 'delivered' })
  expect(await notifier.replay('nothing')).toEqual({ ok: false, reason: 'unknown' })
})

test('a receiver that fails for a day is given up, and says so in the dead list', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response) => response.writeHead(503).end())
  const time = createTestTime()
  await using _notifier = await startNotifier({
    log: world.log,
    time,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  await decide(world.log, acmeTurns(time.clock()))
  for (let attempts = 1; attempts <= 8; attempts += 1) {
    const record = await untilRecorded(world.log, { status: 'retrying', attempts })
    await expect.poll(time.pending).toBe(1)
    time.pass((record.next ?? 0) - time.clock() + (attempts > 4 ? 600_000 : 0))
  }
  const record = await untilRecorded(world.log, { status: 'dead' })
  expect(record).toMatchObject({ attempts: 9, error: 'Given up after 9 attempts. Answered 503.' })
  expect(receiver.received.length).toBe(9)
  expect(time.pending()).toBe(0)
})

test('state records that come twice send nothing twice', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  const now = Date.now()
  await decide(world.log, acmeTurns(now))
  await decide(world.log, acmeTurns(now))
  await receiver.until(1)
  await decide(world.log, acmeTurns(now))
  await decide(world.log, {
    s: acme,
    n: now + 1,
    t: [alertTo([hook], alertAbout('last', now), now)],
  })
  const requests = await receiver.until(2)
  expect(requests.map(({ body }) => JSON.parse(body).data.name)).toEqual(['acme', 'last'])
})

test('imported history and a replaced owner of the partition send nothing', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver()
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  const now = Date.now()
  await decide(world.log, { ...acmeTurns(now), quiet: true })
  const { partition } =
    (await world.log.append([{ topic: 'state', key: acme, value: Buffer.from('{}') }]))[0] ?? {}
  const mark = Buffer.from(JSON.stringify({ v: 1, mark: 'b' }))
  const [taken] = await world.log.append([
    { topic: 'state', key: '~mark', value: mark, partition: partition ?? 0 },
  ])
  await decide(world.log, { ...acmeTurns(now + 1), e: 0 })
  await decide(world.log, { ...acmeTurns(now + 2), e: taken?.offset ?? 0 })
  await receiver.until(1)
  await untilRecorded(world.log, { status: 'delivered', id: `${acme}@${now + 2}.1:${hook}` })
  expect((await deliveriesIn(world.log)).size).toBe(1)
})

test('an endpoint that hangs or fails delays nobody else, and rests after five failures in a row', async () => {
  await using world = await openTestLog()
  await using bad = await startReceiver((response) => response.writeHead(500).end())
  await using stuck = await startReceiver(() => undefined)
  await using good = await startReceiver()
  const endpoints = [
    webhookAt('bad', bad.url),
    webhookAt('stuck', stuck.url),
    webhookAt('good', good.url),
  ]
  const time = createTestTime()
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints,
    time,
    timeoutMs: 1_000,
    config: { perEndpoint: 1 },
  })
  for (let i = 0; i < 8; i += 1) {
    const name = `account-${i}`
    const now = time.clock()
    await decide(world.log, {
      s: `prod/g/${name}`,
      n: 1,
      t: [alertTo(['bad', 'stuck', 'good'], alertAbout(name, now), now)],
    })
  }
  await good.until(8)
  expect(stuck.received.length).toBeLessThan(3)
  await vi.waitFor(async () => {
    const retrying = [...(await deliveriesIn(world.log)).values()].filter(
      ({ endpoint, status }) => endpoint === 'bad' && status === 'retrying',
    )
    expect(retrying.length).toBe(5)
  }, 60_000)
  expect(bad.received.length).toBe(5)
})

test('an endpoint that recovers is probed once, then gets everything', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response, nth) =>
    response.writeHead(nth <= 5 ? 500 : 200).end(),
  )
  const time = createTestTime()
  const endpoints = [webhookAt(hook, receiver.url)]
  await using _notifier = await startNotifier({
    log: world.log,
    endpoints,
    time,
    config: { perEndpoint: 1 },
  })
  for (let i = 0; i < 8; i += 1) {
    const now = time.clock()
    await decide(world.log, {
      s: `prod/g/a${i}`,
      n: 1,
      t: [alertTo([hook], alertAbout(`a${i}`, now), now)],
    })
  }
  await receiver.until(5)
  await vi.waitFor(async () => {
    const records = [...(await deliveriesIn(world.log)).values()]
    expect(records.filter(({ status }) => status === 'retrying').length).toBe(5)
    expect(records.filter(({ status }) => status === 'waiting').length).toBe(3)
    expect(time.pending()).toBe(1)
  }, 60_000)
  time.pass(30_000)
  await receiver.until(13)
  await vi.waitFor(async () => {
    const records = [...(await deliveriesIn(world.log)).values()]
    expect(records.every(({ status }) => status === 'delivered')).toBe(true)
  }, 60_000)
  expect(receiver.received.length).toBe(13)
})

test('the test button says what happened', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response, nth) =>
    response.writeHead(nth === 1 ? 200 : 500).end(),
  )
  await using notifier = await startNotifier({
    log: world.log,
    endpoints: [webhookAt(hook, receiver.url)],
  })
  expect(await notifier.sendTest('prod', hook)).toMatchObject({
    kind: 'test',
    status: 'delivered',
    httpStatus: 200,
  })
  expect(await notifier.sendTest('prod', hook)).toMatchObject({
    status: 'dead',
    httpStatus: 500,
    error: 'Answered 500.',
  })
  expect(await notifier.sendTest('prod', 'nowhere')).toBeUndefined()
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'pql.test' })
  expect(receiver.received.length).toBe(2)
})

test('a silence finds nobody behind: the last records are stored as read', async () => {
  await using world = await openTestLog()
  const { log } = world
  await using _notifier = await startNotifier({ log, endpoints: [] })
  for (const n of [1, 2, 3]) await decide(log, { s: acme, n, t: [] })
  await vi.waitFor(
    async () => {
      const [ends, committed] = [await log.ends('state'), await log.committed('notifier', 'state')]
      expect(ends.map((end, partition) => (committed[partition] ?? 0) === end)).not.toContain(false)
    },
    { timeout: 60_000, interval: 100 },
  )
})
