import { webcrypto } from 'node:crypto'
import { createSealer } from '@waymark/runtime'
import { type AuthoringRecord, authoringCodeName } from '@waymark/schemas'
import { readRange } from '@waymark/storage'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ingestServerOptions } from '../app.ts'
import { keys, type OpenIngest, openIngest, secret } from '../testing/open-ingest.ts'

let open: OpenIngest
beforeAll(async () => {
  open = await openIngest()
})
afterAll(() => open[Symbol.asyncDispose]())

const page = 'https://app.example.com'
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

const write = async (record: AuthoringRecord): Promise<void> => {
  const value = Buffer.from(JSON.stringify(record))
  await open.log.append([{ topic: 'authoring', key: record.line, value }])
}
const written = async (line: string): Promise<readonly AuthoringRecord[]> => {
  const all: AuthoringRecord[] = []
  await readRange(open.log, { topic: 'authoring' }, ({ value }) => {
    all.push(JSON.parse(Buffer.from(value ?? []).toString()) as AuthoringRecord)
  })
  return all.filter((record) => record.line === line)
}
/** As a dashboard does. */
const offer = (line: string, code: string, expires = Date.now() + 60_000): Promise<void> =>
  write({
    ...{ t: 'offered', line, env: 'prod', origin: page, by: 'usr_1', expires },
    code: createSealer(secret).seal(authoringCodeName(line), code),
  })

const newKeys = async () => {
  const pair = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  return { pair, key: { x, y } }
}
type Keys = Awaited<ReturnType<typeof newKeys>>

const send = (path: string, body: object, origin = page) =>
  open.post(path, { writeKey: keys.write, ...body }, { origin })
const join = (code: string, { key }: Keys, origin = page) =>
  send('/v1/authoring/join', { code, key }, origin)
const sign = async (said: object, { pair }: Keys) => {
  const signed = JSON.stringify(said)
  const hashed = { name: 'ECDSA', hash: 'SHA-256' }
  const bytes = await webcrypto.subtle.sign(hashed, pair.privateKey, Buffer.from(signed))
  const signature = Buffer.from(bytes).toString('base64url')
  return { signed, signature }
}
const talk = async (said: object, own: Keys, origin = page) =>
  send('/v1/authoring/talk', await sign(said, own), origin)
/** Until ingest has read what was written: there is nothing of it to see but the answer. */
const joined = async (code: string, own: Keys) => {
  await expect.poll(async () => (await join(code, own)).status, { interval: 300 }).toBe(200)
}

it('a page that shows the code gets the line, once; what it signs is told, and what it is told is heard', async () => {
  const own = await newKeys()
  await offer('l1', 'ABCDEFGH')
  await joined('abcd-efgh', own)
  expect((await join('ABCDEFGH', await newKeys())).status).toBe(401)
  expect((await talk({ line: 'l1', n: 1, said: [{ say: 'save' }] }, own)).status).toBe(200)
  expect(await written('l1')).toMatchObject([
    { t: 'offered' },
    { t: 'joined', key: own.key },
    { t: 'page', n: 1, said: [{ say: 'save' }] },
  ])
  const before = await talk({ line: 'l1', n: 2, said: [], after: -1 }, own)
  expect(before.json).toEqual({ said: [], next: 0 })
  const hearing = talk({ line: 'l1', n: 3, said: [], after: 0 }, own)
  await write({ t: 'dashboard', line: 'l1', said: [{ say: 'end' }] })
  expect((await hearing).json).toEqual({ said: [{ say: 'end' }], next: 1 })

  // Nobody but the page that signs with its key, at its origin, is answered.
  const asked = { line: 'l1', n: 4, said: [], after: 0 }
  expect((await talk(asked, await newKeys())).status).toBe(401)
  expect((await talk(asked, own, 'https://evil.example')).status).toBe(401)
  // The end is heard, and then there is no line.
  await write({ t: 'ended', line: 'l1' })
  await expect
    .poll(async () => (await talk({ ...asked, after: 1 }, own)).json)
    .toEqual({ said: [{ say: 'end' }], next: 2 })
  expect((await talk({ ...asked, after: 2 }, own)).status).toBe(401)
  expect((await talk({ ...asked, after: -1 }, own)).status).toBe(401)
})

it('what no page says was written to the log, where the dashboard of its author broke on it', async () => {
  const own = await newKeys()
  await offer('l-odd', 'QRSTUVWX')
  await write({ t: 'joined', line: 'l-odd', key: own.key, expires: Date.now() + 60_000 })
  await expect
    .poll(async () => (await talk({ line: 'l-odd', n: 1, said: [] }, own)).status, {
      timeout: 20_000,
    })
    .toBe(200)
  const odd = [null, 5, [], {}, { say: 'sing' }, { say: 'at', step: 'x'.repeat(500) }]
  const url = 'https://app.example.com/'
  const said = [...odd, { say: 'ready', url }, { say: 'ready', url: url.padEnd(20_000, 'x') }]
  expect((await talk({ line: 'l-odd', n: 1, said }, own)).status).toBe(200)
  expect((await talk({ line: 'l-odd', n: 2, said: odd }, own)).status).toBe(200)
  expect((await talk({ line: 'l-odd', n: 1e300, said }, own)).status).toBe(401)
  const many = Array.from({ length: 150 }, () => ({ say: 'save' }))
  expect((await talk({ line: 'l-odd', n: 3, said: many }, own)).status).toBe(200)
  expect((await written('l-odd')).filter(({ t }) => t === 'page')).toEqual([
    { t: 'page', line: 'l-odd', n: 1, said: [{ say: 'ready', url }] },
    { t: 'page', line: 'l-odd', n: 3, said: many.slice(50) },
  ])
})

it.each([
  ['at another origin', { code: 'JKLMNPQR', origin: 'https://evil.example', ms: 60_000 }],
  ['that has ended', { code: 'STUVWXYZ', origin: page, ms: -1 }],
])('a code %s is none', async (what, { code, origin, ms }) => {
  await offer(what, code, Date.now() + ms)
  const own = await newKeys()
  await offer(`${what} good`, '23456789')
  await joined('23456789', own)
  const { status, json } = await join(code, own, origin)
  expect([status, json.error.code]).toEqual([401, 'token_invalid'])
})

it('a code for looking gives no line to write over, nor one for writing a line to look by', async () => {
  const own = await newKeys()
  await write({
    ...{ t: 'offered', line: 'look', env: 'prod', origin: page, by: 'usr_1', purpose: 'inspect' },
    code: createSealer(secret).seal(authoringCodeName('look'), 'JJJJKKKK'),
    expires: Date.now() + 60_000,
  })
  await offer('write', 'LLLLMMMM')
  const joinFor = async (code: string, purpose: string) =>
    (await send('/v1/authoring/join', { code, key: own.key, purpose })).status
  await expect.poll(() => joinFor('JJJJKKKK', 'inspect'), { interval: 300 }).toBe(200)
  // Codes that are tried too often are not looked at.
  await expect.poll(() => joinFor('LLLLMMMM', 'inspect'), { interval: 300 }).toBe(401)
  expect(
    (await talk({ line: 'look', n: 1, said: [{ say: 'who', anonymousId: 'v' }] }, own)).status,
  ).toBe(200)
  expect(await written('look')).toMatchObject([
    { t: 'offered' },
    { t: 'joined' },
    { t: 'page', said: [{ say: 'who', anonymousId: 'v' }] },
  ])
  expect((await written('write')).length).toBe(1)
})

it('whoever guesses codes is stopped', async () => {
  const own = await newKeys()
  const statuses: number[] = []
  for (let tries = 0; tries < 12; tries++) statuses.push((await join('22222222', own)).status)
  expect(statuses.at(-1)).toBe(429)
})

it('a server that stopped waited for a page that was waiting for its dashboard', async () => {
  const own = await newKeys()
  await offer('l9', 'ZYXWVUTS')
  await write({ t: 'joined', line: 'l9', key: own.key, expires: Date.now() + 60_000 })
  await expect
    .poll(async () => (await talk({ line: 'l9', n: 1, said: [] }, own)).status, { timeout: 20_000 })
    .toBe(200)
  const app = Fastify(ingestServerOptions([]))
  const asked = Promise.withResolvers<void>()
  app.addHook('preHandler', async () => asked.resolve())
  open.ingest.register(app)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const signed = await sign({ line: 'l9', n: 2, said: [], after: 0 }, own)
  const hearing = fetch(`${url}/v1/authoring/talk`, {
    method: 'POST',
    headers: { origin: page },
    body: JSON.stringify({ writeKey: keys.write, ...signed }),
  })
  await asked.promise
  const from = performance.now()
  await app.close()
  // Left alone, the wait takes 10 seconds.
  expect(performance.now() - from).toBeLessThan(8_000)
  expect(await (await hearing).json()).toEqual({ said: [], next: 0 })
}, 60_000)
