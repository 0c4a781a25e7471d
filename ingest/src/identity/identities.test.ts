import { createSealer } from '@waymark/runtime'
import { identitySecretName, type StoredIdentity } from '@waymark/schemas'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { keys, type OpenIngest, openIngest, secret } from '../testing/open-ingest.ts'

const now = Date.UTC(2026, 4, 4, 12)
const hour = 3_600_000
const signing = 'a secret of the host, long enough to be one'

let open: OpenIngest | undefined
afterEach(async () => {
  await open?.[Symbol.asyncDispose]()
  open = undefined
})

const stored = (over: Partial<StoredIdentity> = {}, text = signing): StoredIdentity => ({
  t: 'identity',
  env: 'prod',
  mode: 'watch',
  secrets: [
    {
      id: 'one',
      sealed: createSealer(secret).seal(identitySecretName('prod', 'one'), text),
      at: 1,
    },
  ],
  at: 1,
  ...over,
})

const start = async (identity = stored()) => {
  const started = await openIngest({ deps: { clock: () => now } })
  open = started
  await started.identify(identity)
  return started
}

const token = (claims: object = {}, { endsIn = hour, key = signing } = {}): Promise<string> =>
  new SignJWT({ sub: 'ada', aud: 'prod', exp: Math.floor((now + endsIn) / 1000), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(key))

const event = (userId: string, timestamp?: number) => ({
  type: 'track',
  event: 'Saved',
  messageId: `${userId} ${timestamp ?? ''}`,
  userId,
  anonymousId: 'browser-1',
  ...(timestamp === undefined ? {} : { timestamp: new Date(timestamp).toISOString() }),
})

/** Whom ingest writes down as the source of each event, by person. */
const sourcesOf = async ({ stored: read }: OpenIngest) =>
  (await read()).map(({ key, header }) => [
    key,
    'source' in header ? header.source : header.kind,
    ...('accounts' in header ? [header.accounts] : []),
  ])

const send = ({ post }: OpenIngest, body: object) =>
  post('/v1/batch', { writeKey: keys.write, ...body })

test('a token signs the events of its own person, and no others', async () => {
  const ingest = await start()
  const text = await token({ accounts: ['acme'] })
  const answer = await send(ingest, { token: text, batch: [event('ada'), event('eve')] })
  expect(answer.status).toBe(200)
  expect(await sourcesOf(ingest)).toEqual([
    ['prod/u/ada', 'signed', ['acme']],
    ['prod/u/eve', 'browser'],
  ])
  for (const { text: kept } of await ingest.stored()) expect(kept).not.toContain(text)
})

test.each([
  ['of another secret', () => token({}, { key: 'somebody else’s secret, long enough to be one' })],
  ['of another environment', () => token({ aud: 'staging' })],
  ['without an end', () => token({ exp: undefined })],
  ['that ended four days ago', () => token({}, { endsIn: -96 * hour })],
  [
    'whose algorithm is none',
    () => new UnsecuredJWT({ sub: 'ada', aud: 'prod', exp: now }).encode(),
  ],
  ['that is in force from tomorrow on', () => token({ nbf: Math.floor((now + 24 * hour) / 1000) })],
  ['that is no token', () => 'ada'],
  ['that is no text', () => 7],
  ['with the id of nobody', () => token({ sub: '' })],
  ['with accounts that are no list', () => token({ accounts: 'acme' })],
])('events with a token %s are taken, unsigned', async (_what, make) => {
  const ingest = await start()
  expect((await send(ingest, { token: await make(), batch: [event('ada')] })).status).toBe(200)
  expect(await sourcesOf(ingest)).toEqual([['prod/u/ada', 'browser']])
})

test('a browser that was offline brings what happened before its token ended', async () => {
  const ingest = await start()
  const ended = await token({}, { endsIn: -2 * hour })
  await send(ingest, {
    token: ended,
    sentAt: new Date(now).toISOString(),
    batch: [event('ada', now - 3 * hour), event('ada', now - hour), event('ada')],
  })
  const events = await ingest.stored()
  expect(
    events.map(({ header, events: of }) => ['source' in header && header.source, of.length]),
  ).toEqual([
    ['signed', 1],
    ['browser', 2],
  ])
})

test('a public key proves as well as a secret, and cannot be passed off as one', async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }
  const ingest = await start(stored({ secrets: [], jwks: { keys: [jwk] } }))
  const claims = { sub: 'ada', aud: 'prod', exp: Math.floor(now / 1000) + 60 }
  const good = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(privateKey)
  const forged = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
    .sign(new TextEncoder().encode(JSON.stringify(jwk)))
  await send(ingest, { token: good, batch: [event('ada', 1)] })
  await send(ingest, { token: forged, batch: [event('ada', 2)] })
  expect(await sourcesOf(ingest)).toEqual([
    ['prod/u/ada', 'signed', []],
    ['prod/u/ada', 'browser'],
  ])
})

test('two secrets are live at a time, and one that is gone proves nothing any more', async () => {
  const ingest = await start()
  const text = await token()
  await send(ingest, { token: text, batch: [event('ada', 1)] })
  await ingest.identify(stored({}, 'the next secret, long enough to be one'))
  await send(ingest, { token: text, batch: [event('ada', 2)] })
  expect((await sourcesOf(ingest)).map(([, source]) => source)).toEqual(['signed', 'browser'])
})

describe('messages', () => {
  const ask = ({ post }: OpenIngest, body: object) =>
    post('/v1/messages', { writeKey: keys.write, anonymousId: 'browser-1', ...body })

  const codeOf = async (ingest: OpenIngest, body: object) => {
    const { status, json } = await ask(ingest, body)
    return status === 200 ? 200 : [status, json.error.code]
  }

  test('where identities are enforced nobody is answered as a user without a valid token', async () => {
    const ingest = await start(stored({ mode: 'enforce' }))
    expect(await codeOf(ingest, { userId: 'ada' })).toEqual([401, 'token_required'])
    expect(await codeOf(ingest, { userId: 'ada', token: 'x' })).toEqual([401, 'token_invalid'])
    expect(await codeOf(ingest, { userId: 'eve', token: await token() })).toEqual([
      401,
      'token_invalid',
    ])
    const ended = await token({}, { endsIn: -2 * hour })
    expect(await codeOf(ingest, { userId: 'ada', token: ended })).toEqual([401, 'token_expired'])
    expect(await codeOf(ingest, { userId: 'ada', token: await token() })).toBe(200)
    expect(await codeOf(ingest, {})).toBe(200)
  })

  test('before they are enforced everybody is answered, signed or not', async () => {
    const ingest = await start()
    expect(await codeOf(ingest, { userId: 'ada' })).toBe(200)
    expect(await codeOf(ingest, { userId: 'ada', token: 'x' })).toBe(200)
  })

  test('what is known of a person goes to nobody who has not proved to be that person', async () => {
    const ingest = await start()
    await ingest.define({
      kind: 'guide',
      id: 'hello',
      type: 'banner',
      steps: [{ content: [{ text: 'Hello {{name}}' }] }],
    } as never)
    const decided = { id: 'd1', engagement: 'greet', guide: 'hello', version: 1, priority: 50 }
    const values = { name: 'Ada' }
    await ingest.decide('prod/u/ada', { part: { dec: [{ ...decided, capped: false, values }] } })
    const valuesFor = async (body: object) =>
      (await ask(ingest, { userId: 'ada', ...body })).json.decisions[0].values
    expect(await valuesFor({})).toEqual({})
    expect(await valuesFor({ token: 'x' })).toEqual({})
    expect(await valuesFor({ token: await token({}, { endsIn: -2 * hour }) })).toEqual({})
    expect(await valuesFor({ token: await token() })).toEqual(values)
  })

  test('a secret that is revoked ends the streams that were opened with it, and their tickets', async () => {
    let clock = now
    const ingest = await openIngest({ deps: { clock: () => clock } })
    open = ingest
    await ingest.identify(stored({ mode: 'enforce' }))
    const base = await ingest.listen()
    const ticketOf = async (): Promise<string> =>
      (await ask(ingest, { userId: 'ada', token: await token() })).json.ticket
    const streamOf = (ticket: string) =>
      fetch(`${base}/v1/stream?ticket=${encodeURIComponent(ticket)}`)
    const running = await streamOf(await ticketOf())
    expect(running.status).toBe(200)
    const kept = await ticketOf()
    clock += 1000
    await ingest.identify(stored({ mode: 'enforce' }, 'the next secret, long enough to be one'))
    await running.text()
    expect((await streamOf(kept)).status).toBe(204)
  })
})
