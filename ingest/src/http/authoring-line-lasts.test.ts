import { webcrypto } from 'node:crypto'
import { type AuthoringRecord, authoringLineMs } from '@waymark/schemas'
import { readRange } from '@waymark/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keys, type OpenIngest, openIngest } from '../testing/open-ingest.ts'

let open: OpenIngest
beforeAll(async () => {
  open = await openIngest()
})
afterAll(() => open[Symbol.asyncDispose]())

const origin = 'https://app.example.com'
const line = 'l-long'

const write = async (record: AuthoringRecord): Promise<void> => {
  const value = Buffer.from(JSON.stringify(record))
  await open.log.append([{ topic: 'authoring', key: record.line, value }])
}
const lengthened = async (): Promise<readonly number[]> => {
  const all: AuthoringRecord[] = []
  await readRange(open.log, { topic: 'authoring' }, ({ value }) => {
    all.push(JSON.parse(Buffer.from(value ?? []).toString()) as AuthoringRecord)
  })
  return all.flatMap((record) => (record.t === 'lasts' ? [record.expires] : []))
}

it('what was written in the last seconds of half an hour was lost: a line lasts while somebody writes over it', async () => {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const pair = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  const say = async (said: object): Promise<number> => {
    const signed = JSON.stringify({ line, ...said })
    const hashed = { name: 'ECDSA', hash: 'SHA-256' }
    const bytes = await webcrypto.subtle.sign(hashed, pair.privateKey, Buffer.from(signed))
    const signature = Buffer.from(bytes).toString('base64url')
    const sent = { writeKey: keys.write, signed, signature }
    return (await open.post('/v1/authoring/talk', sent, { origin })).status
  }
  const began = Date.now()
  const expires = began + 10 * 60_000
  await write({ t: 'offered', line, env: 'prod', origin, by: 'usr_1', code: 'sealed', expires })
  await write({ t: 'joined', line, key: { x, y }, expires })
  // Whoever only listens does not write.
  await expect.poll(() => say({ n: 1, said: [] }), { timeout: 20_000 }).toBe(200)
  expect(await lengthened()).toEqual([])
  expect(await say({ n: 2, said: [{ say: 'save' }] })).toBe(200)
  const [until = 0] = await lengthened()
  expect(until).toBeGreaterThanOrEqual(began + authoringLineMs)
})
