import { createSealer } from '@waymark/runtime'
import { type AuthoringGrant, authoringSealName } from '@waymark/schemas/wire/authoring'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keys, type OpenIngest, openIngest, secret } from '../testing/open-ingest.ts'

let open: OpenIngest
beforeAll(async () => {
  open = await openIngest()
})
afterAll(() => open[Symbol.asyncDispose]())

const page = 'https://app.example.com'
const dashboard = 'https://waymark.example.com'
let made = 0

const ticketOf = (grant: Partial<AuthoringGrant> = {}, { env = 'prod', of = secret } = {}) => {
  made++
  const whole = { id: `t${made}`, dashboard, page, expires: Date.now() + 60_000, ...grant }
  return createSealer(of).seal(authoringSealName(env), JSON.stringify(whole))
}
interface Shown {
  readonly origin?: string
  readonly writeKey?: string
  readonly purpose?: string
}
const show = (ticket: unknown, { origin = page, writeKey = keys.write, ...shown }: Shown = {}) =>
  open.post('/v1/authoring', { writeKey, ticket, ...shown }, { origin })

it('a ticket tells its page, once, which dashboard it may answer', async () => {
  const ticket = ticketOf()
  const answer = await show(ticket)
  expect([answer.status, answer.json]).toEqual([200, { origin: dashboard }])
  expect(answer.headers['cache-control']).toBe('no-store')
  expect((await show(ticket)).json.error.code).toBe('token_invalid')
})

it('a ticket to look into a page is good for that', async () => {
  const ticket = ticketOf({ purpose: 'inspect' })
  expect((await show(ticket, { purpose: 'inspect' })).json).toEqual({ origin: dashboard })
})

it.each([
  ['to look, shown to write', () => ticketOf({ purpose: 'inspect' }), {}],
  ['to write, shown to look', () => ticketOf(), { purpose: 'inspect' }],
  ['of another environment', () => ticketOf({}, { env: 'other' }), {}],
  ['shown under the key of another environment', () => ticketOf(), { writeKey: keys.otherEnv }],
  ['that nobody of ours sealed', () => ticketOf({}, { of: 'a secret of somebody else, long' }), {}],
  ['that has ended', () => ticketOf({ expires: Date.now() - 1 }), {}],
  ['for another page', () => ticketOf({ page: 'https://other.example.com' }), {}],
  ['shown by another page', () => ticketOf(), { origin: 'https://evil.example' }],
  ['that is no text', () => ({ ticket: true }), {}],
  ['that is endless', () => 'x'.repeat(5000), {}],
])('a ticket %s is none', async (_what, ticket, shown) => {
  const { status, json } = await show(ticket(), shown)
  expect([status, json.error.code]).toEqual([401, 'token_invalid'])
})
