import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWaymark, type Waymark } from './testing/start-waymark.ts'

let waymark: Waymark
let writeKey = ''

beforeAll(async () => {
  waymark = await startWaymark()
  writeKey = JSON.parse((await waymark.run('keys', 'list', '--json')).out).writeKey
})

afterAll(() => waymark[Symbol.asyncDispose]())

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as any JWT library makes it. */
const tokenOf = (sub: string, secret: string): string => {
  const exp = Math.floor(Date.now() / 1000) + 600
  const text = `${encoded({ alg: 'HS256' })}.${encoded({ sub, aud: 'production', exp })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const post = (path: string, body: object) =>
  fetch(`${waymark.url()}${path}`, {
    method: 'POST',
    body: JSON.stringify({ writeKey, anonymousId: 'browser-1', ...body }),
  })

const ask = async (body: object): Promise<number> => (await post('/v1/messages', body)).status

it('an operator makes a secret, sees who signs, and enforces it', async () => {
  const secret = (await waymark.run('identity', 'create-secret')).out.trim()
  const token = tokenOf('ada', secret)
  const sources = async () => {
    const { out } = await waymark.run('events', '--person', 'ada', '--json')
    return out
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).source)
  }
  const send = async () => {
    const event = { type: 'track', event: 'Saved', userId: 'ada', messageId: crypto.randomUUID() }
    await post('/v1/batch', { token, batch: [event] })
    return (await sources()).includes('signed')
  }
  await expect.poll(send, { interval: 500 }).toBe(true)
  expect(await ask({ userId: 'ada' })).toBe(200)
  expect((await waymark.run('identity', 'enforce')).out).toContain('enforce')
  await expect.poll(() => ask({ userId: 'ada' })).toBe(401)
  expect(await ask({ userId: 'ada', token })).toBe(200)
  const setup = JSON.parse((await waymark.run('identity', 'show', '--json')).out)
  expect(setup.coverage.signed).toBeGreaterThan(0)
  const last = await waymark.run('identity', 'revoke-secret', setup.secrets[0].id)
  expect(last).toMatchObject({ status: 1 })
  expect(last.err).toContain('the last secret')
})
