import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createLogger } from '@waymark/runtime'
import { type EventLog, StorageError } from '@waymark/storage'
import { expect, test } from 'vitest'
import { createIngest } from '../ingest.ts'
import { keys, type OpenIngest, openIngest, track } from '../testing/open-ingest.ts'

const event = (messageId: string) => track({ writeKey: keys.write, messageId })

/** A log whose appends wait until they are let go. */
const heldLog = () => {
  const gate = Promise.withResolvers<void>()
  const waiting = Promise.withResolvers<void>()
  const wrapLog = (log: EventLog): EventLog => ({
    ...log,
    append: async (records) => {
      waiting.resolve()
      await gate.promise
      return log.append(records)
    },
  })
  return { wrapLog, letGo: () => gate.resolve(), waiting: waiting.promise }
}

test('what is more than the room in flight is refused with 503, and later taken', async () => {
  const held = heldLog()
  await using open = await openIngest({
    config: { maxRequestsInFlight: 1 },
    wrapLog: held.wrapLog,
  })
  const base = await open.listen()
  const post = (id: string) =>
    fetch(`${base}/v1/track`, { method: 'POST', body: JSON.stringify(event(id)) })
  const first = post('m1')
  await held.waiting
  const refused = await post('m2')
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ error: { code: 'overloaded' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(30)
  held.letGo()
  expect((await first).status).toBe(200)
  await expect.poll(async () => (await post('m3')).status).toBe(200)
})

test('bytes in flight are bounded too', async () => {
  await using open = await openIngest({ config: { maxBytesInFlight: 100 } })
  expect((await open.post('/v1/track', event('m1'))).status).toBe(503)
})

test('what inflates takes the room that it would take as it is', async () => {
  const held = heldLog()
  await using open = await openIngest({
    config: { maxBytesInFlight: 40_000 },
    wrapLog: held.wrapLog,
  })
  const padded = (id: string) =>
    gzipSync(JSON.stringify({ ...event(id), properties: { pad: ' '.repeat(25_000) } }))
  const first = open.post('/v1/track', padded('m1'))
  await held.waiting
  const refused = await open.post('/v1/track', padded('m2'))
  expect(refused).toMatchObject({ status: 503, json: { error: { code: 'overloaded' } } })
  held.letGo()
  expect((await first).status).toBe(200)
  expect((await open.post('/v1/track', padded('m3'))).status).toBe(200)
})

test('answers only after the events are durable', async () => {
  const held = heldLog()
  await using open = await openIngest({ wrapLog: held.wrapLog })
  let answered = false
  const answer = open.post('/v1/track', event('m1')).then((response) => {
    answered = true
    return response
  })
  await held.waiting
  expect(answered).toBe(false)
  held.letGo()
  expect((await answer).status).toBe(200)
})

test('refuses with 503 while nothing durable can be written, and says so in readiness', async () => {
  const disk: { isFull: boolean } = { isFull: true }
  const full = new StorageError('the disk is full', { code: 'disk_full', retryable: true })
  await using open = await openIngest({
    wrapLog: (log) => ({
      ...log,
      append: (records) => (disk.isFull ? Promise.reject(full) : log.append(records)),
      check: () => (disk.isFull ? Promise.reject(full) : log.check()),
    }),
  })
  const answer = await open.post('/v1/track', event('m1'))
  expect(answer).toMatchObject({ status: 503, json: { error: { code: 'not_durable' } } })
  expect(answer.headers['retry-after']).toBeDefined()
  expect((await open.get('/readyz')).status).toBe(503)
  expect((await open.get('/healthz')).status).toBe(200)
  disk.isFull = false
  expect((await open.post('/v1/track', event('m1'))).status).toBe(200)
  expect((await open.get('/readyz')).status).toBe(200)
})

test('an outage is logged once and then counted, whoever tries', async () => {
  let now = 1_000_000
  const lines: { readonly msg?: string | undefined; readonly refused?: number }[] = []
  const logger = Object.assign(createLogger({ logLevel: 'silent' }), {
    error: (fields: object, msg?: string) => void lines.push({ ...fields, msg }),
  })
  const full = new StorageError('the disk is full', { code: 'disk_full', retryable: true })
  await using open = await openIngest({
    deps: { clock: () => now, logger },
    wrapLog: (log) => ({ ...log, append: () => Promise.reject(full) }),
  })
  const outages = () => lines.filter(({ msg }) => msg === 'not durable')
  const tryThreeTimes = async () => {
    for (let i = 0; i < 3; i++) {
      expect((await open.post('/v1/track', event('m1'))).status).toBe(503)
    }
  }
  await tryThreeTimes()
  expect(outages()).toMatchObject([{ refused: 1, err: { message: 'the disk is full' } }])
  now += 10_000
  await tryThreeTimes()
  expect(outages()).toMatchObject([{ refused: 1 }, { refused: 3 }])
})

test('a bug of ours is answered without telling anything about it', async () => {
  await using open = await openIngest({
    wrapLog: (log) => ({ ...log, append: () => Promise.reject(new TypeError('x is undefined')) }),
  })
  const answer = await open.post('/v1/track', event('m1'))
  expect(answer).toMatchObject({ status: 500, json: { error: { code: 'internal' } } })
  expect(answer.text).not.toContain('undefined')
})

const another = (open: Pick<OpenIngest, 'metrics' | 'dir'> & { readonly log: EventLog }) =>
  createIngest(
    { secret: 'another secret of the tests', cacheDir: join(open.dir, 'another') },
    { log: open.log, logger: createLogger({ logLevel: 'silent' }), metrics: open.metrics },
  )

test('starts again when the last thing written was a deletion', async () => {
  await using open = await openIngest()
  await open.decide('prod/u/ada', { part: { mile: ['first'] } })
  await open.log.append([
    { topic: 'definitions', key: 'key/other', value: null },
    { topic: 'state', key: 'prod/u/ada', value: null },
  ])
  await open.log.retain()
  const again = another(open)
  await again.start()
  expect((await again.app.inject('/readyz')).statusCode).toBe(200)
  const payload = track({ writeKey: keys.otherEnv })
  const answer = await again.app.inject({ method: 'POST', url: '/v1/track', payload })
  expect(answer.statusCode).toBe(401)
  await again.stop()
})

test('before it has read the log it refuses with 503', async () => {
  await using open = await openIngest()
  const young = another(open)
  const answer = await young.app.inject({ method: 'POST', url: '/v1/track', payload: event('m1') })
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({ error: { code: 'starting' } })
  expect((await young.app.inject('/readyz')).statusCode).toBe(503)
  await young.app.close()
})

test('on stop, readiness says no first, then what is in flight is answered', async () => {
  const held = heldLog()
  await using open = await openIngest({ wrapLog: held.wrapLog })
  const base = await open.listen()
  const inFlight = fetch(`${base}/v1/track`, {
    method: 'POST',
    body: JSON.stringify(event('m1')),
  })
  await held.waiting
  const stopped = open.ingest.stop()
  expect((await open.get('/readyz').catch(() => ({ status: 503 }))).status).toBe(503)
  held.letGo()
  expect((await inFlight).status).toBe(200)
  await stopped
  expect(await open.stored()).toHaveLength(1)
})

test('a stop does not wait for connections that a browser opened ahead of need', async () => {
  const open = await openIngest()
  const { port } = new URL(await open.listen())
  const connected = new Promise((resolve) => open.ingest.app.server.once('connection', resolve))
  const socket = connect(Number(port), '127.0.0.1')
  await connected
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await open[Symbol.asyncDispose]()
  await closed
})

test('a flood from one address with a public key is slowed down, a server is not', async () => {
  await using open = await openIngest({
    config: { requestsPerSecond: 1, requestBurst: 2, trustedProxies: ['127.0.0.1'] },
    deps: { clock: () => 1_000_000 },
  })
  const from = (ip: string) => ({ 'x-forwarded-for': ip })
  const statuses = []
  for (const ip of ['9.9.9.9', '9.9.9.9', '9.9.9.9', '8.8.8.8']) {
    statuses.push((await open.post('/v1/track', event('m'), from(ip))).status)
  }
  expect(statuses).toEqual([200, 200, 429, 200])
  const server = track({ writeKey: keys.server })
  for (let i = 0; i < 4; i++) {
    expect((await open.post('/v1/track', server, from('9.9.9.9'))).status).toBe(200)
  }
})

test('counts what it accepted and refused', async () => {
  await using open = await openIngest()
  await open.post('/v1/batch', { writeKey: keys.write, batch: [track(), track({ event: '' })] })
  await open.post('/v1/track', 'nonsense')
  const { text } = await open.get('/metrics')
  expect(text).toContain('waymark_events_accepted_total 1')
  expect(text).toContain('waymark_refused_total{code="invalid_event"} 1')
  expect(text).toContain('waymark_refused_total{code="invalid_body"} 1')
  expect(text).toContain('waymark_append_seconds_count 1')
})

test('two requests on one connection are answered one after the other', async () => {
  await using open = await openIngest()
  const { port } = new URL(await open.listen())
  const body = JSON.stringify(event('m1'))
  const request = `POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(request + request)
  let text = ''
  await new Promise<void>((resolve) => {
    socket.on('data', (data) => {
      text += data.toString()
      if (text.split('{"success":true}').length === 3) resolve()
    })
  })
  socket.destroy()
  expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
})

test('anything else is not found, in the same shape', async () => {
  await using open = await openIngest()
  expect(await open.get('/v1/nothing')).toMatchObject({
    status: 404,
    json: { error: { code: 'not_found' } },
  })
})

test('takes events before it knows everybody, and answers nobody before it knows them', async () => {
  await using open = await openIngest()
  await open.decide('prod/u/ada', { part: { mile: ['first'] } })
  const held = Promise.withResolvers<void>()
  const log: EventLog = {
    ...open.log,
    subscribe: async (options) => {
      if (options.topics.includes('state')) await held.promise
      return open.log.subscribe(options)
    },
  }
  const again = another({ ...open, log })
  await again.start()
  const send = (url: string, payload: object) => again.app.inject({ method: 'POST', url, payload })
  const asking = { writeKey: keys.write, anonymousId: 'a1', userId: 'ada' }
  expect((await send('/v1/track', event('m1'))).statusCode).toBe(200)
  expect((await send('/v1/messages', asking)).statusCode).toBe(503)
  expect((await again.app.inject('/readyz')).statusCode).toBe(200)
  held.resolve()
  await expect.poll(async () => (await send('/v1/messages', asking)).statusCode).toBe(200)
  await again.stop()
})
