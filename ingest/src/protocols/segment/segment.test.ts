import { expect, test } from 'vitest'
import { keys, openIngest, track } from '../../testing/open-ingest.ts'

test.each([
  ['/v1/track', 'track', { event: 'Signed up' }],
  ['/v1/t', 'track', { event: 'Signed up' }],
  ['/v1/identify', 'identify', { traits: { plan: 'team' } }],
  ['/v1/i', 'identify', {}],
  ['/v1/page', 'page', { name: 'Home' }],
  ['/v1/p', 'page', {}],
  ['/v1/screen', 'screen', {}],
  ['/v1/s', 'screen', {}],
  ['/v1/group', 'group', { groupId: 'acme' }],
  ['/v1/g', 'group', { groupId: 'acme' }],
  ['/v1/alias', 'alias', { previousId: 'anon-1' }],
  ['/v1/a', 'alias', { previousId: 'anon-1' }],
])('%s takes an event without a type and stores its bytes', async (path, type, fields) => {
  await using open = await openIngest()
  const body = JSON.stringify({ writeKey: keys.write, userId: 'ada', messageId: 'm1', ...fields })
  const answer = await open.post(path, body)
  expect(answer).toMatchObject({ status: 200, json: { success: true } })
  const [record] = await open.stored()
  expect(record).toMatchObject({
    key: 'prod/u/ada',
    header: { v: 1, kind: 'live', env: 'prod', source: 'browser', type },
    text: `[${body}]`,
  })
})

test('keeps the bytes of each event of a batch as they were received', async () => {
  await using open = await openIngest()
  const one =
    '{"type":"track","event":"A","userId":"ada","messageId":"1",  "properties":{"n":1.0e2}}'
  const two = '{ "type" : "track","event":"B\\u00e9","userId":"ada","messageId":"2" }'
  await open.post('/v1/batch', `{"writeKey":"${keys.write}","batch":[ ${one}\n,${two} ]}`)
  const [record] = await open.stored()
  expect(record?.text).toBe(`[${one}\n,${two}]`)
})

test('writes one record per subject of a request, in order', async () => {
  await using open = await openIngest()
  const who = ['ada', 'bob', 'ada', 'bob', 'ada']
  const batch = who.map((userId, i) => track({ userId, messageId: `m${i}` }))
  const anonymous = { ...track({ messageId: 'm9', anonymousId: 'x1' }), userId: null }
  await open.post('/v1/b', { writeKey: keys.write, batch: [...batch, anonymous] })
  const stored = await open.stored()
  const ids = stored.map(({ key, events }) => [key, events.map(({ messageId }) => messageId)])
  expect(new Map(ids as [string, unknown][])).toEqual(
    new Map<string, unknown>([
      ['prod/u/ada', ['m0', 'm2', 'm4']],
      ['prod/u/bob', ['m1', 'm3']],
      ['prod/a/x1', ['m9']],
    ]),
  )
})

test('one wrong event never spoils its neighbours, and each outcome is told', async () => {
  await using open = await openIngest()
  const batch = [
    track({ messageId: 'good-1' }),
    track({ messageId: 'no-one', userId: '[object Object]' }),
    track({ messageId: 'large', properties: { text: 'x'.repeat(33_000) } }),
    'not an event',
    track({ messageId: 'good-2', userId: 'bob' }),
  ]
  const answer = await open.post('/v1/batch?results=1', { writeKey: keys.write, batch })
  expect(answer.status).toBe(200)
  expect(answer.json).toMatchObject({
    success: true,
    results: {
      'good-1': { result: 'ok' },
      'no-one': { result: 'refused', code: 'invalid_id', at: 'batch[1].userId' },
      large: { result: 'refused', code: 'event_too_large', at: 'batch[2]' },
      'batch[3]': { result: 'refused', code: 'invalid_event' },
      'good-2': { result: 'ok' },
    },
  })
  const stored = await open.stored()
  expect(stored.flatMap(({ events }) => events.map(({ messageId }) => messageId)).sort()).toEqual([
    'good-1',
    'good-2',
  ])
})

test('a batch of which a part was refused was answered like one that was taken whole', async () => {
  await using open = await openIngest()
  const batch = [track({ messageId: 'm1' }), track({ messageId: 'm2', event: '' }), 7]
  const partly = await open.post('/v1/batch', { writeKey: keys.write, batch })
  expect([partly.status, partly.json]).toEqual([200, { success: true, refused: 2 }])
  const told = await open.post('/v1/batch?results=1', { writeKey: keys.write, batch })
  expect(told.json).toMatchObject({ success: true, refused: 2, results: { m1: { result: 'ok' } } })
  const whole = await open.post('/v1/batch', { writeKey: keys.write, batch: [track()] })
  expect(whole.text).toBe('{"success":true}')
})

test('of two events with one message id the answer told the outcome of the last only', async () => {
  await using open = await openIngest()
  const long = 'x'.repeat(300)
  const batch = [
    track({ messageId: 'same' }),
    track({ messageId: 'same', userId: 'null' }),
    track({ messageId: 'same' }),
    track({ messageId: long }),
    track({ messageId: long }),
  ]
  const answer = await open.post('/v1/batch?results=1', { writeKey: keys.write, batch })
  expect(answer.json.results).toEqual({
    same: { result: 'ok' },
    'batch[1]': expect.objectContaining({ result: 'refused', index: 1, at: 'batch[1].userId' }),
    'batch[3]': expect.objectContaining({ result: 'refused', index: 3, at: 'batch[3].messageId' }),
    'batch[4]': expect.objectContaining({ result: 'refused', index: 4, at: 'batch[4].messageId' }),
  })
})

test('traits that nobody will have were answered as if they had been taken', async () => {
  await using open = await openIngest()
  const traits = { plan: 'pro', $own: 1, about: 'x'.repeat(5000), ['n'.repeat(201)]: 1, gone: null }
  const batch = [
    { type: 'identify', messageId: 'i1', userId: 'ada', traits },
    { type: 'group', messageId: 'g1', userId: 'ada', groupId: 'acme', traits: { plan: 'pro' } },
  ]
  const answer = await open.post('/v1/batch?results=1', { writeKey: keys.write, batch })
  expect(answer.json.results).toEqual({
    i1: { result: 'ok', dropped: ['$own', 'about', 'n'.repeat(201)] },
    g1: { result: 'ok' },
  })
})

test('a batch in which nothing is usable is refused with the first reason', async () => {
  await using open = await openIngest()
  const answer = await open.post('/v1/batch', {
    writeKey: keys.write,
    batch: [track({ userId: 'null' }), track({ event: '' })],
  })
  expect(answer).toMatchObject({
    status: 400,
    json: { error: { code: 'invalid_id', at: 'batch[0].userId' } },
  })
  expect(await open.stored()).toEqual([])
})

test('makes a message id where the client sent none', async () => {
  await using open = await openIngest()
  const batch = [track(), track({ messageId: null }), track({ messageId: 'm3' })]
  const answer = await open.post('/v1/batch?results=1', { writeKey: keys.write, batch })
  const [record] = await open.stored()
  const header = record?.header as { ids?: Record<string, string> }
  expect(Object.keys(header.ids ?? {})).toEqual(['1'])
  expect(answer.json.results[header.ids?.[1] ?? '']).toEqual({ result: 'ok' })
})

test('context and integrations of a batch go into each event, the event has the last word', async () => {
  await using open = await openIngest()
  await open.post('/v1/batch', {
    writeKey: keys.write,
    context: { locale: 'en', consent: { analytics: true } },
    integrations: { All: true },
    batch: [track({ context: { locale: 'de' } }), track({ messageId: 'm2', integrations: 'x' })],
  })
  const [record] = await open.stored()
  expect(record?.events).toMatchObject([
    { context: { locale: 'de', consent: { analytics: true } }, integrations: { All: true } },
    { context: { locale: 'en' }, integrations: { All: true } },
  ])
})

test('an event of a visitor who allows nothing is refused, its neighbours are kept', async () => {
  await using open = await openIngest()
  const allowed = { consent: { analytics: false, guides: true } }
  const answer = await open.post('/v1/batch?results=1', {
    writeKey: keys.write,
    context: { consent: { analytics: false, guides: false } },
    batch: [track(), track({ messageId: 'm2', context: allowed })],
  })
  expect(answer.json.results).toMatchObject({
    m1: { result: 'refused', code: 'consent_denied', at: 'batch[0].context.consent' },
    m2: { result: 'ok' },
  })
})

test('a small request cannot become a huge one through the context of its batch', async () => {
  await using open = await openIngest()
  const context = { text: 'x'.repeat(31_000) }
  const batch = Array.from({ length: 300 }, (_, i) => track({ messageId: `m${i}` }))
  const answer = await open.post('/v1/batch?results=1', { writeKey: keys.write, context, batch })
  expect(answer.json.results.m0).toEqual({ result: 'ok' })
  expect(answer.json.results.m299).toMatchObject({ code: 'request_too_large' })
})

test('splits what one subject sends at once when it is very much', async () => {
  await using open = await openIngest()
  const context = { text: 'x'.repeat(20_000) }
  const batch = Array.from({ length: 100 }, (_, i) => track({ messageId: `m${i}` }))
  await open.post('/v1/batch', { writeKey: keys.write, context, batch })
  const stored = await open.stored()
  expect(stored.length).toBeGreaterThan(1)
  expect(stored.flatMap(({ events }) => events)).toHaveLength(100)
})

test('says how far the client clock is off', async () => {
  await using open = await openIngest({ deps: { clock: () => Date.UTC(2026, 2, 1, 12) } })
  const sentAt = '2026-03-01T11:00:00.000Z'
  await open.post('/v1/batch', { writeKey: keys.write, sentAt, batch: [track()] })
  await open.post('/v1/track', track({ writeKey: keys.write, sentAt: '0001-01-01T00:00:00Z' }))
  const stored = await open.stored()
  const skews = stored.map(({ header }) => (header as { skew: number }).skew)
  expect(skews).toEqual([3_600_000, 0])
})

test('server keys are marked, and never stored', async () => {
  await using open = await openIngest()
  await open.post('/v1/track', track({ writeKey: keys.server }))
  const [record] = await open.stored()
  expect(record?.header).toMatchObject({ source: 'server' })
  expect(record?.text).not.toContain(keys.server)
})

test('history is imported with a server key only, and says when it happened', async () => {
  await using open = await openIngest()
  const batch = [track(), track({ messageId: 'm2', timestamp: undefined })]
  const refused = await open.post('/v1/import', { writeKey: keys.write, batch })
  expect(refused).toMatchObject({ status: 403, json: { error: { code: 'wrong_key_type' } } })
  const answer = await open.post(
    '/v1/import?results=1',
    { batch },
    { authorization: `Bearer ${keys.server}` },
  )
  expect(answer.json.results.m2).toMatchObject({ result: 'refused', at: 'batch[1].timestamp' })
  const [record] = await open.stored()
  expect(record?.header).toMatchObject({ kind: 'import', source: 'import', skew: 0 })
})

test.each(['write', 'server'] as const)(
  "Segment's Java client delivered nothing: what it sends to /v1/import/ with a %s key is live",
  async (type) => {
    await using open = await openIngest()
    const body = {
      batch: [{ ...track(), integrations: {} }],
      sentAt: new Date(0).toISOString(),
      context: { library: { name: 'analytics-java', version: '3.5.2' }, instanceId: 'i1' },
      sequence: 1,
      writeKey: keys[type],
    }
    expect(await open.post('/v1/import/', body)).toMatchObject({
      status: 200,
      json: { success: true },
    })
    const [record] = await open.stored()
    const source = type === 'write' ? 'browser' : 'server'
    expect(record?.header).toMatchObject({ kind: 'live', source })
  },
)

test.each([
  ['/v1/batch/', { batch: [track()] }],
  ['/v1/b/', { batch: [track()] }],
  ['/v1/track/', track()],
  ['/v1/t/', track()],
])('%s was not there, for its last slash', async (path, body) => {
  await using open = await openIngest()
  expect((await open.post(path, { ...body, writeKey: keys.write })).status).toBe(200)
  expect(await open.stored()).toHaveLength(1)
})

test('events of two environments with the same ids stay apart', async () => {
  await using open = await openIngest()
  await open.post('/v1/track', track({ writeKey: keys.write }))
  await open.post('/v1/track', track({ writeKey: keys.otherEnv }))
  const stored = await open.stored()
  expect(stored.map(({ key }) => key).sort()).toEqual(['other/u/ada', 'prod/u/ada'])
})

test("answers what Segment's clients ask for beside events", async () => {
  await using open = await openIngest({ config: { publicUrl: 'https://in.example.com/wm' } })
  expect((await open.post('/v1/m', '{"series":[]}')).status).toBe(200)
  const settings = await open.get(`/v1/projects/${keys.write}/settings`)
  expect(settings.json.integrations['Segment.io']).toMatchObject({
    apiKey: keys.write,
    apiHost: 'in.example.com/wm/v1',
    protocol: 'https',
  })
  expect((await open.get('/v1/projects/wk_nobody/settings')).status).toBe(401)
  expect((await open.get(`/v1/projects/${keys.server}/settings`)).status).toBe(401)
})

test('any page may send, with the headers that known clients send', async () => {
  await using open = await openIngest()
  const asked = 'authorization,content-type,x-retry-count,anonymousid,rsa-retry-attempt'
  const preflight = await open.ingest.app.inject({
    method: 'OPTIONS',
    url: '/v1/t',
    headers: { origin: 'https://a.example', 'access-control-request-headers': asked },
  })
  expect(preflight.statusCode).toBe(204)
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': asked,
    'access-control-max-age': '86400',
  })
  expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials')
  const answer = await open.post('/v1/track', track({ writeKey: keys.write }))
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
  })
})

test('what was refused can be seen in Setup, of the own environment only', async () => {
  let now = 1_000_000
  await using open = await openIngest({ deps: { clock: () => now++ } })
  const heard: string[] = []
  const off = open.ingest.onRefusal(({ code }) => heard.push(code))
  await open.post('/v1/track', track({ writeKey: keys.revoked }), { origin: 'https://a.example' })
  await open.post('/v1/track', track({ writeKey: keys.write, userId: 'null' }))
  await open.post('/v1/track', track({ writeKey: keys.otherEnv, event: '' }))
  off()
  expect(open.ingest.refusals('prod').map(({ code }) => code)).toEqual([
    'invalid_id',
    'revoked_key',
  ])
  expect(open.ingest.refusals('other')).toMatchObject([
    { code: 'invalid_event', path: '/v1/track' },
  ])
  expect(heard).toEqual(['revoked_key', 'invalid_id', 'invalid_event'])
})
