import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keys, openIngest } from '../../testing/open-ingest.ts'

const event = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  event: 'Report viewed',
  distinct_id: 'ada',
  uuid: 'u1',
  properties: { rows: 3 },
  ...change,
})

const body = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({ api_key: keys.write, batch: [event()], ...change })

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')

const form = (text: string): string => `data=${encodeURIComponent(text)}`

test.each(['/batch/', '/batch', '/e/', '/e', '/i/v0/e/', '/i/v0/e', '/capture/', '/capture'])(
  '%s takes a batch and answers with exactly what clients wait for',
  async (path) => {
    await using open = await openIngest()
    const answer = await open.post(`${path}?ip=0&ver=1.449.2`, body())
    expect({ status: answer.status, text: answer.text }).toEqual({
      status: 200,
      text: '{"status":1}',
    })
    const [record] = await open.stored()
    expect(record).toMatchObject({
      key: 'prod/u/ada',
      header: { kind: 'live', source: 'browser' },
      events: [{ type: 'track', event: 'Report viewed', messageId: 'u1', properties: { rows: 3 } }],
    })
  },
)

test.each([
  ['gzip', gzipSync(body()), '?compression=gzip-js'],
  ['gzip that nobody announced', gzipSync(body()), ''],
  ['a form with Base64', form(base64(body())), '?compression=base64&beacon=1'],
  ['a form with Base64 of which nothing was escaped', `data=${base64(body())}`, ''],
  ['a form with JSON', form(body()), ''],
  ['a form with Base64 of gzip', form(base64(gzipSync(body()))), ''],
  ['Base64 alone', base64(body()), ''],
  ['a list', JSON.stringify([event({ properties: { token: keys.write } })]), ''],
  ['one event', JSON.stringify({ ...event(), api_key: keys.write }), ''],
  [
    'one event with its key among the properties',
    JSON.stringify(event({ properties: { token: keys.write } })),
    '',
  ],
  ['the key in the address', JSON.stringify({ batch: [event()] }), `?token=${keys.write}`],
])('takes %s', async (_what, sent, query) => {
  await using open = await openIngest()
  const answer = await open.post(`/e/${query}`, sent)
  expect(answer).toMatchObject({ status: 200, text: '{"status":1}' })
  const [record] = await open.stored()
  expect(record?.events).toMatchObject([{ event: 'Report viewed', messageId: 'u1' }])
  expect(record?.text).not.toContain(keys.write)
})

test('takes Base64 whose plus signs a form has turned into spaces', async () => {
  await using open = await openIngest()
  const text = base64(body({ batch: [event({ properties: { text: '~~~~ >>>> ????' } })] }))
  expect(text).toContain('+')
  expect((await open.post('/e/', `data=${text}`)).status).toBe(200)
  const [record] = await open.stored()
  expect(record?.events).toMatchObject([{ properties: { text: '~~~~ >>>> ????' } }])
})

test.each([
  ['lz64', form('N4Ig5gBA'), 'invalid_encoding'],
  ['Base64 of something else', form(base64('hello')), 'invalid_encoding'],
  [
    'Base64 of gzip that is cut off',
    form(base64(gzipSync(body()).subarray(0, 40))),
    'invalid_encoding',
  ],
  ['a body without events', JSON.stringify({ api_key: keys.write }), 'invalid_body'],
])('%s is refused in PostHog’s shape', async (_what, sent, code) => {
  await using open = await openIngest()
  const { status, json } = await open.post('/e/', sent)
  expect({ status, json }).toEqual({
    status: 400,
    json: { type: 'validation_error', code, detail: expect.stringMatching(/\.$/), attr: json.attr },
  })
})

test('one wrong event never spoils its neighbours, and Setup names its place in the batch', async () => {
  await using open = await openIngest()
  const batch = [
    event({ properties: { $set: { plan: 'team' } } }),
    event({ distinct_id: 'null', uuid: 'u2' }),
    'not an event',
    event({ uuid: 'u3', properties: { text: 'x'.repeat(33_000) } }),
    event({ uuid: 'u4', properties: { a: JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`) } }),
    event({ uuid: 'u5' }),
  ]
  const answer = await open.post('/batch/', body({ batch }))
  expect(answer).toMatchObject({ status: 200, text: '{"status":1}' })
  const stored = await open.stored()
  const ids = stored.flatMap(({ events }) => events.map(({ messageId }) => messageId))
  expect(ids).toEqual(['u1', 'u1:set', 'u5'])
  expect(
    open.ingest.refusals('prod').map(({ code, message }) => [code, message.split(':')[0]]),
  ).toEqual([
    ['too_deep', 'batch[4]'],
    ['event_too_large', 'batch[3]'],
    ['invalid_event', 'batch[2]'],
    ['invalid_id', 'batch[1].distinct_id'],
  ])
})

test('a batch of which nothing is usable is refused without making the client halve its batches', async () => {
  await using open = await openIngest()
  const batch = [event({ properties: { text: 'x'.repeat(33_000) } })]
  const answer = await open.post('/batch/', body({ batch }))
  expect(answer).toMatchObject({
    status: 400,
    json: { type: 'validation_error', code: 'event_too_large', attr: 'batch[0]' },
  })
})

test('a flood is told to come again: PostHog’s clients lose what is refused with 429', async () => {
  await using open = await openIngest({
    config: { requestsPerSecond: 1, requestBurst: 1, trustedProxies: ['127.0.0.1'] },
    deps: { clock: () => 1_000_000 },
  })
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  expect((await open.post('/e/', body(), headers)).status).toBe(200)
  const answer = await open.post('/e/', body(), headers)
  expect(answer).toMatchObject({ status: 503, json: { code: 'too_many_requests' } })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
})

test.each([
  ['in the body', '/batch/', { sent_at: '2026-03-01T11:00:00.000Z' }],
  ['in the address', '/e/?sent_at=2026-03-01T11:00:00.000Z', {}],
  ['in the address, as milliseconds', `/e/?_=${Date.UTC(2026, 2, 1, 11)}`, {}],
])('says how far the client clock is off, by what stands %s', async (_where, path, change) => {
  await using open = await openIngest({ deps: { clock: () => Date.UTC(2026, 2, 1, 12) } })
  await open.post(path, body(change))
  const [record] = await open.stored()
  expect(record?.header).toMatchObject({ skew: 3_600_000 })
})

test('an event that says not to look at the clock is left alone', async () => {
  await using open = await openIngest({ deps: { clock: () => Date.UTC(2026, 2, 1, 12) } })
  const batch = [event({ properties: { $ignore_sent_at: true } })]
  await open.post('/e/', body({ batch, sent_at: '2026-03-01T11:00:00.000Z' }))
  expect((await open.stored())[0]?.header).toMatchObject({ skew: 0 })
})

test('a historical migration is an import, with a server key only', async () => {
  await using open = await openIngest()
  const batch = [event({ timestamp: '2020-01-01T00:00:00.000Z' })]
  const history = { batch, historical_migration: true }
  const refused = await open.post('/batch/', body(history))
  expect(refused).toMatchObject({ status: 403, json: { code: 'wrong_key_type' } })
  const answer = await open.post('/batch/', body({ ...history, api_key: keys.server }))
  expect(answer.status).toBe(200)
  expect((await open.stored())[0]?.header).toMatchObject({ kind: 'import', source: 'import' })
})

test('recordings are refused without an error in the page', async () => {
  await using open = await openIngest()
  const answer = await open.post('/s/', body({ batch: [event({ event: '$snapshot' })] }))
  expect(answer).toMatchObject({ status: 200, json: { status: 1, quota_limited: ['recordings'] } })
  expect(await open.stored()).toEqual([])
})

test.each(['/flags/?v=2', '/flags?v=2', '/decide/?v=3', '/decide?v=4'])(
  '%s answers that there are no flags',
  async (path) => {
    await using open = await openIngest()
    const asked = gzipSync(JSON.stringify({ token: keys.write, distinct_id: 'ada' }))
    expect(await open.post(path, asked)).toMatchObject({
      status: 200,
      json: { flags: {}, featureFlags: {}, errorsWhileComputingFlags: false },
    })
    const refused = await open.post(path, { token: 'wk_nobody', distinct_id: 'ada' })
    expect(refused).toMatchObject({ status: 401, json: { type: 'authentication_error' } })
    expect(await open.stored()).toEqual([])
  },
)

test('posthog-js learns that everything it may load later is off', async () => {
  await using open = await openIngest()
  const config = await open.get(`/array/${keys.write}/config`)
  expect(config.json).toMatchObject({
    sessionRecording: false,
    hasFeatureFlags: false,
    siteApps: [],
  })
  expect(config.json.supportedCompression).toContain('gzip-js')
  const script = await open.get(`/array/${keys.write}/config.js`)
  expect(script.headers['content-type']).toMatch(/^text\/javascript/)
  const window: { _POSTHOG_REMOTE_CONFIG?: Record<string, unknown> } = {}
  new Function('window', script.text)(window)
  expect(window._POSTHOG_REMOTE_CONFIG).toEqual({
    [keys.write]: { config: config.json, siteApps: [] },
  })
  for (const key of [keys.server, keys.revoked, 'wk_nobody']) {
    const refused = await open.get(`/array/${key}/config`)
    expect(refused).toMatchObject({ status: 401, json: { code: 'unknown_key' } })
  }
})
