import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doors } from '../testing/doors.ts'
import { keys, openIngest, track } from '../testing/open-ingest.ts'

const batchText = (...events: readonly string[]): string =>
  `{"writeKey":"${keys.write}","batch":[${events.join(',')}]}`

const good = (messageId: string): string => JSON.stringify(track({ messageId }))

const deep = (levels: number): string =>
  `{"type":"track","event":"A","userId":"ada","messageId":"deep","properties":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`

test('takes gzip whether or not the client says so', async () => {
  await using open = await openIngest()
  const body = gzipSync(batchText(good('m1')))
  const quiet = await open.post('/v1/batch', body)
  const loud = await open.post('/v1/batch', body, { 'content-encoding': 'gzip' })
  const liar = await open.post('/v1/batch', batchText(good('m2')), { 'content-encoding': 'gzip' })
  expect([quiet.status, loud.status, liar.status]).toEqual([200, 200, 200])
})

test('takes a large gzip body, inflated in the thread pool', async () => {
  await using open = await openIngest()
  const text = () => randomBytes(40).toString('hex')
  const batch = Array.from({ length: 400 }, (_, i) =>
    track({ messageId: `m${i}`, properties: { a: text(), b: text() } }),
  )
  const body = gzipSync(JSON.stringify({ writeKey: keys.write, batch }))
  expect(body.length).toBeGreaterThan(16 * 1024)
  expect((await open.post('/v1/batch', body)).status).toBe(200)
  expect((await open.stored()).flatMap(({ events }) => events)).toHaveLength(400)
})

test('1,000 alike events, which gzip made sixty times smaller, were taken for a bomb', async () => {
  await using open = await openIngest()
  const page = {
    url: 'https://app.example.com/projects/12/board',
    title: 'Board',
    text: 'x'.repeat(3000),
  }
  const batch = Array.from({ length: 1000 }, (_, i) =>
    track({ messageId: `m${i}`, context: { page } }),
  )
  const text = JSON.stringify({ writeKey: keys.write, batch })
  const body = gzipSync(text)
  expect(text.length / body.length).toBeGreaterThan(60)
  expect((await open.post('/v1/batch', body)).status).toBe(200)
  expect((await open.stored()).flatMap(({ events }) => events)).toHaveLength(1000)
})

test.each([
  [
    'gzip that is cut off',
    gzipSync(batchText(good('m1'))).subarray(0, 60),
    400,
    'invalid_encoding',
  ],
  ['gzip that is damaged', Buffer.from('1f8b0800ffffffffffffffff', 'hex'), 400, 'invalid_encoding'],
  ['two bytes of gzip', Buffer.from('1f8b', 'hex'), 400, 'invalid_encoding'],
  ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000, 0x20)), 413, 'inflated_too_large'],
  ['a body of 10 MB', Buffer.alloc(10_000_000, 0x20), 413, 'request_too_large'],
  ['no body', Buffer.alloc(0), 400, 'invalid_body'],
  ['a text', Buffer.from('hello'), 400, 'invalid_body'],
  ['a list', Buffer.from('[]'), 400, 'invalid_body'],
  ['null', Buffer.from('null'), 400, 'invalid_body'],
  ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 400, 'invalid_body'],
  ['half a body', Buffer.from('{"batch":[{'), 400, 'invalid_body'],
  ['100,000 open brackets', Buffer.from('['.repeat(100_000)), 400, 'invalid_body'],
  [
    'a body 100,000 deep',
    Buffer.from(`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
    400,
    'too_deep',
  ],
])('%s is refused clearly, by every protocol', async (...[, body, status, code]) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/batch', body)
  expect(answer).toMatchObject({ status, json: { error: { code } } })
  for (const { path, isFault } of doors) {
    const refused = await open.post(`${path}?writeKey=${keys.write}`, body)
    expect([path, refused.status, isFault(refused)]).toEqual([path, status, true])
  }
})

test.each([
  ['/v1/batch', batchText(deep(100_000)), 'batch[0]'],
  [
    '/v1/batch',
    `{"context":${'['.repeat(1e5)}${']'.repeat(1e5)},${batchText(good('m1')).slice(1)}`,
    undefined,
  ],
  [
    '/v1/track',
    `{"writeKey":"${keys.write}","batch":${'['.repeat(1e4)}${']'.repeat(1e4)},${good('m1').slice(1)}`,
    undefined,
  ],
])('%s refuses what is nested too deep', async (path, body, at) => {
  await using open = await openIngest()
  const { status, json } = await open.post(path, body)
  expect(status === 400 || status === 413).toBe(true)
  expect(['too_deep', 'event_too_large']).toContain(json.error.code)
  expect(json.error.at).toBe(at)
})

test('neighbours of an event that is too deep or too large are kept', async () => {
  await using open = await openIngest()
  const events = [good('a'), deep(100_000), deep(20), deep(14), good('b')]
  const answer = await open.post('/v1/batch', batchText(...events))
  expect(answer.status).toBe(200)
  const [record] = await open.stored()
  expect(record?.events.map(({ messageId }) => messageId)).toEqual(['a', 'deep', 'b'])
})

test('a body that holds more than 1,000 events is refused whole', async () => {
  await using open = await openIngest()
  const batch = Array.from({ length: 1001 }, () => ({}))
  const answer = await open.post('/v1/batch', { writeKey: keys.write, batch })
  expect(answer).toMatchObject({
    status: 413,
    json: { error: { code: 'too_many_events', at: 'batch', limit: 1000 } },
  })
})

test('keys named __proto__ reach nothing and are not stored', async () => {
  await using open = await openIngest()
  const evil = `{"type":"track","event":"A","userId":"ada","messageId":"m1","__proto__":{"admin":true},"properties":{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}},"traits":{"\\u005f_proto__":{"admin":true}}}`
  await open.post('/v1/batch', batchText(evil, good('m2')))
  await open.post('/v1/batch?results=1', batchText(good('__proto__')))
  const stored = await open.stored()
  expect(stored.map(({ text }) => text).join()).not.toMatch(/__proto__"\s*:|005f/)
  expect(stored[0]?.events).toHaveLength(2)
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

test('NUL and lone surrogates are replaced in values and refused in ids', async () => {
  await using open = await openIngest()
  const event = `{"type":"track","event":"A\\u0000","userId":"ada","messageId":"m1","properties":{"a\\ud800":"\\udc00b","ok":"\\ud83c\\udf89"}}`
  const id = `{"type":"track","event":"A","userId":"a\\u0000da","messageId":"m2"}`
  const answer = await open.post('/v1/batch?results=1', batchText(event, id))
  expect(answer.json.results).toMatchObject({
    m1: { result: 'ok' },
    m2: { result: 'refused', code: 'invalid_id', at: 'batch[1].userId' },
  })
  const [record] = await open.stored()
  expect(record?.events).toMatchObject([
    { event: 'A\ufffd', properties: { 'a\ufffd': '\ufffdb', ok: '🎉' } },
  ])
})

test('an event written with harmless escapes keeps its bytes', async () => {
  await using open = await openIngest()
  const event = `{"type":"track","event":"caf\\u00e9","userId":"ada","messageId":"m1"}`
  await open.post('/v1/batch', batchText(event))
  const [record] = await open.stored()
  expect(record?.text).toBe(`[${event}]`)
})

test('bytes that are not UTF-8 are stored as what they are read as', async () => {
  await using open = await openIngest()
  const body = Buffer.from(batchText(good('m1').replace('Report', 'R\u0001port')))
  body[body.indexOf(1)] = 0xff
  expect((await open.post('/v1/batch', body)).status).toBe(200)
  const [record] = await open.stored()
  expect(record?.events[0]?.event).toBe('R\ufffdport viewed')
})

test('two people whose ids are not UTF-8 were one; such an id is refused, and its neighbours are not', async () => {
  await using open = await openIngest()
  const id = `{"type":"track","event":"A","userId":"J\u0001rgen","messageId":"m2"}`
  const body = Buffer.from(batchText(good('m1'), id))
  body[body.indexOf(1)] = 0xfc
  expect((await open.post('/v1/batch?results=1', body)).json.results).toMatchObject({
    m1: { result: 'ok' },
    m2: { result: 'refused', code: 'invalid_id', at: 'batch[1].userId' },
  })
})

test('a byte order mark before the body does no harm', async () => {
  await using open = await openIngest()
  expect((await open.post('/v1/batch', `\ufeff${batchText(good('m1'))}`)).status).toBe(200)
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json\t; charset=x',
  ';;;',
  '',
])('the content type %j changes nothing', async (type) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/batch', batchText(good('m1')), { 'content-type': type })
  expect(answer.status).toBe(200)
})

test('a key that is spelt with an escape cannot smuggle events past the checks', async () => {
  await using open = await openIngest()
  const body = `{"writeKey":"${keys.write}","batch":[${good('m1')}],"b\\u0061tch":[${good('m2')}]}`
  expect((await open.post('/v1/batch', body)).status).toBe(400)
  expect(await open.stored()).toEqual([])
})

test('random bodies never cause an error of ours, and never a record that cannot be read', async () => {
  await using open = await openIngest()
  const paths = [
    '/v1/track',
    '/v1/batch',
    '/v1/group',
    '/v1/alias',
    '/v1/import',
    '/v1/messages',
    '/v1/messages/claim',
  ]
  const value = fc.jsonValue({ maxDepth: 4 })
  const event = fc.record(
    {
      type: fc.constantFrom('track', 'page', 'identify', 'group', 'alias', 'x'),
      event: fc.oneof({ weight: 3, arbitrary: fc.string({ minLength: 2 }) }, value),
      userId: fc.oneof({ weight: 3, arbitrary: fc.uuid() }, fc.string(), value),
      anonymousId: fc.string(),
      groupId: fc.string(),
      previousId: fc.string(),
      messageId: fc.oneof(fc.string(), value),
      properties: fc.dictionary(fc.string({ unit: 'binary' }), value),
      context: fc.oneof(fc.constant(null), value),
      timestamp: fc.oneof(
        value,
        fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
      ),
    },
    { requiredKeys: [] },
  )
  const body = fc.oneof(
    value,
    event,
    fc.record(
      {
        batch: fc.array(fc.oneof(event, value)),
        sentAt: value,
        context: value,
        integrations: value,
      },
      { requiredKeys: [] },
    ),
  )
  const auth = fc.constantFrom(keys.write, keys.write, keys.server, keys.server, 'wk_nobody')
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, auth, async (path, sent, key) => {
      const headers = { authorization: `Bearer ${key}` }
      const answer = await open.post(`${path}?results=1`, JSON.stringify(sent), headers)
      expect(answer.status, `${path} ${JSON.stringify(sent)} ${answer.text}`).toBeLessThan(500)
      if (answer.status === 200) accepted++
      else expect(answer.json.error.code).toBeTypeOf('string')
    }),
    { numRuns: 600 },
  )
  expect(accepted).toBeGreaterThan(3)
  for (const { header, events } of await open.stored()) {
    if (header.kind !== 'claim') expect(events.length).toBeGreaterThan(0)
  }
})

test('random bytes never cause an error of ours', async () => {
  await using open = await openIngest()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, compressed) => {
      const body = compressed ? gzipSync(bytes) : Buffer.from(bytes)
      for (const { path, isFault } of doors) {
        const answer = await open.post(path, body)
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
        expect(isFault(answer)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test.each(['NONSENSE\r\n\r\n', 'GET /sdk/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'])(
  '%j is answered in the shape of every error',
  async (bytes) => {
    await using open = await openIngest()
    const { port } = new URL(await open.listen())
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(bytes)
    let text = ''
    for await (const data of socket) text += String(data)
    expect(text).toMatch(/^HTTP\/1.1 400 /)
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'invalid_request' },
    })
  },
)

test('a client that goes away in the middle of its body harms nobody', async () => {
  await using open = await openIngest()
  const { port } = new URL(await open.listen())
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"batch":[')
  await new Promise((resolve) => open.ingest.app.server.once('request', resolve))
  socket.destroy()
  const answer = await open.post('/v1/track', track({ writeKey: keys.write }))
  expect(answer.status).toBe(200)
})
