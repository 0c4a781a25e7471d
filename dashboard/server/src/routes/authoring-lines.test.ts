import { createSealer } from '@waymark/runtime'
import { type AuthoringRecord, authoringCodeName } from '@waymark/schemas'
import type { AuthoringLineHeard, AuthoringLineItem } from '@waymark/schemas/api/drafts'
import { authoringSealName } from '@waymark/schemas/wire/authoring'
import { readRange } from '@waymark/storage'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serverOptions } from '../create-dashboard.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard
beforeAll(async () => {
  d = await openDashboard()
})
afterAll(() => d[Symbol.asyncDispose]())

const offer = async (): Promise<AuthoringLineItem> => {
  const origin = 'https://app.example.com'
  const sent = { body: { origin } }
  const { status, body } = await d.send<AuthoringLineItem>('POST', '/api/authoring/lines', sent)
  expect(status).toBe(201)
  return body
}
const hear = (line: string, after: number, token?: string) =>
  d.send<AuthoringLineHeard>('GET', `/api/authoring/lines/${line}?after=${after}`, {
    ...(token !== undefined && { token }),
  })
/** As ingest does. */
const write = async (record: AuthoringRecord): Promise<void> => {
  const value = Buffer.from(JSON.stringify(record))
  await d.log.append([{ topic: 'authoring', key: record.line, value }])
}

it('a code is eight letters that nobody takes for each other, and is not in the log as it is', async () => {
  const { code, line, expires } = await offer()
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)
  expect(expires - Date.now()).toBeLessThanOrEqual(5 * 60_000)
  let text = ''
  await readRange(d.log, { topic: 'authoring' }, ({ value }) => {
    text += Buffer.from(value ?? []).toString()
  })
  expect(text).toContain(line)
  expect(text).not.toContain(code)
  expect(createSealer('x'.repeat(32)).open(authoringCodeName(line), code)).toBeUndefined()
})

it('what the page says is heard as soon as it is said, by who asked for the code alone; the line ends for both', async () => {
  const { line } = await offer()
  const joining = hear(line, -1)
  const expires = Date.now() + 60_000
  await write({ t: 'joined', line, key: { x: 'x', y: 'y' }, expires })
  expect((await joining).body).toEqual({ joined: true, said: [], next: 0 })
  const hearing = hear(line, 0)
  await write({ t: 'page', line, n: 1, said: [{ say: 'save' }] })
  // The same request once more says nothing.
  await write({ t: 'page', line, n: 1, said: [{ say: 'end' }] })
  expect((await hearing).body).toEqual({ joined: true, said: [{ say: 'save' }], next: 1 })
  expect((await hear(line, 0, await d.tokenOf('author'))).status).toBe(404)
  const said = { body: { said: [{ say: 'end' }] } }
  expect((await d.send('POST', `/api/authoring/lines/${line}`, said)).status).toBe(204)
  expect((await d.send('DELETE', `/api/authoring/lines/${line}`)).status).toBe(204)
  expect((await hear(line, 1)).status).toBe(404)
})

it('a server that stopped waited for an author who was waiting for the page', async () => {
  const { line } = await offer()
  const app = Fastify(serverOptions)
  const asked = Promise.withResolvers<void>()
  app.addHook('preHandler', async () => asked.resolve())
  await d.dashboard.register(app)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const hearing = fetch(`${url}/api/authoring/lines/${line}?after=-1`, {
    headers: { authorization: `Bearer ${d.made.cliToken}` },
  })
  await asked.promise
  const from = performance.now()
  await app.close()
  // Left alone, the wait takes 20 seconds.
  expect(performance.now() - from).toBeLessThan(15_000)
  expect(await (await hearing).json()).toEqual({ joined: false, said: [], next: -1 })
}, 60_000)

it.each(['authoring', 'inspect'])('a ticket says what it is for: %s', async (purpose) => {
  const origin = 'https://app.example.com'
  const path = `/api/${purpose}/ticket`
  const { body } = await d.send<{ ticket: string }>('POST', path, { body: { origin } })
  const sealer = createSealer('a secret of at least thirty-two letters')
  const text = sealer.open(authoringSealName('production'), body.ticket) ?? ''
  expect(JSON.parse(text)).toMatchObject({ page: origin, dashboard: d.url, purpose })
})

it('a page whose origin may use no write key gets no ticket to be looked into', async () => {
  const { keys } = (await d.send<{ keys: { id: string; type: string }[] }>('GET', '/api/keys')).body
  const id = keys.find(({ type }) => type === 'write')?.id
  const origins = ['https://app.example.com']
  expect((await d.send('POST', `/api/keys/${id}/origins`, { body: { origins } })).status).toBe(200)
  const ask = (origin: string) => d.send('POST', '/api/inspect/ticket', { body: { origin } })
  expect((await ask('https://app.example.com')).status).toBe(200)
  expect(await ask('https://app.example.com.evil.test')).toMatchObject({
    status: 403,
    body: { error: { code: 'origin_not_allowed' } },
  })
})

it('a line for looking is none for writing: neither is heard, spoken over or ended as the other', async () => {
  const origin = 'https://app.example.com'
  const sent = { body: { origin } }
  const { body } = await d.send<AuthoringLineItem>('POST', '/api/inspect/lines', sent)
  const foreign = `/api/authoring/lines/${body.line}`
  const said = { body: { said: [{ say: 'end' }] } }
  expect((await d.send('GET', `${foreign}?after=0`)).status).toBe(404)
  expect((await d.send('POST', foreign, said)).status).toBe(404)
  expect((await d.send('DELETE', foreign)).status).toBe(404)
  const { line } = await offer()
  expect((await d.send('GET', `/api/inspect/lines/${line}?after=0`)).status).toBe(404)

  const own = `/api/inspect/lines/${body.line}`
  const expires = Date.now() + 60_000
  const key = { x: 'x', y: 'y' }
  await write({ t: 'joined', line: body.line, key, expires })
  await write({ t: 'page', line: body.line, n: 1, said: [{ say: 'who', anonymousId: 'v-1' }] })
  const heard = d.send<AuthoringLineHeard>('GET', `${own}?after=0`)
  expect((await heard).body.said).toEqual([{ say: 'who', anonymousId: 'v-1' }])
  expect((await d.send('DELETE', own)).status).toBe(204)
})
