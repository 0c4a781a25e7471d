import { hashKey } from '@waymark/runtime'
import type { Refusal, RefusalRecord } from '@waymark/schemas'
import type { KeyItem } from '@waymark/schemas/api/access'
import type { Setup } from '@waymark/schemas/api/setup'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

const base = Date.now() - 60_000

const refusal = (origin: string | undefined, at: number, code = 'origin_not_allowed'): Refusal => ({
  at: base + at,
  code,
  message: 'This origin is not allowed.',
  path: '/v1/batch',
  ...(origin === undefined ? {} : { origin }),
})

let d: OpenDashboard
let key: string

beforeAll(async () => {
  const refused = [
    refusal('https://app.acme.example', 9),
    refusal('https://new.acme.example', 7),
    refusal('https://APP.acme.example', 5),
    refusal('null', 4),
    refusal(undefined, 3),
    refusal('https://other.example', 2, 'unknown_key'),
  ]
  d = await openDashboard()
  const told: RefusalRecord = {
    refusals: [
      ...refused.map((one) => ({ ...one, env: 'production' })),
      { ...refusal('https://staging.example', 1), env: 'staging' },
    ],
  }
  const value = new TextEncoder().encode(JSON.stringify(told))
  await d.log.append([{ topic: 'refusals', key: 'ingest', value }])
  const seen = async () => (await d.send<Setup>('GET', '/api/setup')).body.refusals
  await vi.waitFor(async () => expect(await seen()).not.toEqual([]), 60_000)
  const { keys } = await listed()
  key = keys.find(({ type }) => type === 'write')?.id ?? ''
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await setTo(['https://www.acme.example'])
})

const listed = async (): Promise<{ readonly keys: readonly KeyItem[] }> =>
  (await d.send<{ keys: readonly KeyItem[] }>('GET', '/api/keys')).body

const setTo = (origins: readonly string[] | null) =>
  d.send<KeyItem>('POST', `/api/keys/${key}/origins`, { body: { origins } })

const allow = (origin: string) => d.send('POST', '/api/origins', { body: { origin } })

const originsOfKey = async (): Promise<readonly string[] | undefined> =>
  (await listed()).keys.find(({ id }) => id === key)?.origins

const refusedOrigins = async (): Promise<Setup['refusedOrigins']> =>
  (await d.send<Setup>('GET', '/api/setup')).body.refusedOrigins

describe('a refused origin', () => {
  it('is shown once, with how often and when it was refused last', async () => {
    expect(await refusedOrigins()).toEqual([
      { origin: 'https://app.acme.example', count: 2, lastAt: base + 9 },
      { origin: 'https://new.acme.example', count: 1, lastAt: base + 7 },
    ])
  })

  it('may send once it is allowed, and is shown no longer', async () => {
    expect((await allow('https://app.acme.example')).status).toBe(204)
    expect(await originsOfKey()).toEqual(['https://www.acme.example', 'https://app.acme.example'])
    expect((await refusedOrigins()).map(({ origin }) => origin)).toEqual([
      'https://new.acme.example',
    ])
    const audit = await d.send<{ entries: readonly { what: string; on: string }[] }>(
      'GET',
      '/api/audit',
    )
    expect(audit.body.entries[0]).toMatchObject({ what: 'key.origins', on: key })
  })

  it('that is allowed twice is there once', async () => {
    await allow('https://app.acme.example')
    await allow('https://APP.acme.example/')
    expect(await originsOfKey()).toHaveLength(2)
  })
})

describe('the origins of a key', () => {
  it('are any until somebody says otherwise; allowing one then changes nothing', async () => {
    await setTo(null)
    expect(await originsOfKey()).toBeUndefined()
    expect((await allow('https://app.acme.example')).status).toBe(204)
    expect(await originsOfKey()).toBeUndefined()
  })

  it('are origins, without a path, with a wildcard only for the hosts below', async () => {
    for (const wrong of [
      'acme.example',
      'https://acme.example/app',
      'https://*',
      'null',
      '*',
      '',
    ]) {
      expect([wrong, (await allow(wrong)).status]).toEqual([wrong, 400])
      expect([wrong, (await setTo([wrong])).status]).toEqual([wrong, 400])
    }
    const answer = await setTo(['https://*.Acme.example', 'http://localhost:3000/'])
    expect(answer.body.origins).toEqual(['https://*.acme.example', 'http://localhost:3000'])
  })

  it('are as browsers say them: without the port that goes without saying', async () => {
    const { body } = await setTo(['https://x.com:443', 'http://*.x.com:80', 'https://x.com:8443'])
    expect(body.origins).toEqual(['https://x.com', 'http://*.x.com', 'https://x.com:8443'])
    expect((await setTo(['https://x.com:99999'])).status).toBe(400)
    expect((await setTo(['https://a@x.com'])).status).toBe(400)
  })

  it('that were stored with the port that goes without saying went on being asked for', async () => {
    const { keys } = await listed()
    const item = keys.find(({ id }) => id === key)
    // As an earlier version stored it.
    const stored = {
      t: 'key',
      id: key,
      env: 'production',
      type: 'write',
      hash: hashKey(item?.key ?? ''),
      key: item?.key,
      at: 1,
      origins: ['https://app.acme.example:443'],
    }
    await d.log.append([
      {
        topic: 'definitions',
        key: `key/${key}`,
        value: new TextEncoder().encode(JSON.stringify(stored)),
      },
    ])
    await expect
      .poll(async () => (await refusedOrigins()).map(({ origin }) => origin))
      .toEqual(['https://new.acme.example'])
  })

  it('are asked for no page any more once any page may send', async () => {
    expect(await refusedOrigins()).not.toEqual([])
    await setTo(null)
    expect(await refusedOrigins()).toEqual([])
  })

  it('of all hosts below one leave none of them refused', async () => {
    await setTo(['https://*.acme.example'])
    expect(await refusedOrigins()).toEqual([])
  })

  it('cannot be set for a server key, or for a key that is not there', async () => {
    const server = (await listed()).keys.find(({ type }) => type === 'server')?.id
    const body = { origins: ['https://a.example'] }
    expect((await d.send('POST', `/api/keys/${server}/origins`, { body })).status).toBe(400)
    expect((await d.send('POST', '/api/keys/none/origins', { body })).status).toBe(404)
  })
})
