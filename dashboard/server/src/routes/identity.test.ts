import type { IdentitySetup } from '@waymark/schemas/api/identity'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

type Refusal = { readonly error: { readonly code: string; readonly message: string } }

const now = async (token?: string): Promise<IdentitySetup> =>
  (await d.send<IdentitySetup>('GET', '/api/identity', token === undefined ? {} : { token })).body

const post = (path: string, body: object) =>
  d.send<IdentitySetup & Refusal>('POST', `/api/identity${path}`, { body })

it('begins with nothing to prove with, and then cannot be enforced', async () => {
  expect(await now()).toEqual({
    env: 'production',
    mode: 'watch',
    secrets: [],
    publicKeys: [],
    coverage: { signed: 0, unsigned: 0 },
  })
  const { status, body } = await post('', { mode: 'enforce' })
  expect([status, body.error.code]).toEqual([400, 'invalid_request'])
})

it('has two secrets at a time, whose text only owners and admins see; the last one stays while it is enforced', async () => {
  const first = (await post('/secrets', {})).body.secrets[0]
  expect(first?.secret).toMatch(/^is_/)
  const both = (await post('/secrets', {})).body.secrets
  expect(both).toHaveLength(2)
  expect((await post('/secrets', {})).status).toBe(429)
  const seen = await now(await d.tokenOf('author'))
  expect(seen.secrets.map(({ secret }) => secret)).toEqual([undefined, undefined])
  expect((await post('', { mode: 'enforce' })).body.mode).toBe('enforce')
  const revoke = (id = '') => d.send<Refusal>('DELETE', `/api/identity/secrets/${id}`)
  expect((await revoke(first?.id)).status).toBe(204)
  const last = await revoke(both[1]?.id)
  expect([last.status, last.body.error.message]).toEqual([
    400,
    'Identities are enforced, and this is the last secret. Make another first.',
  ])
  expect((await revoke('ids_unknown')).status).toBe(404)
  expect((await now()).secrets.map(({ id }) => id)).toEqual([both[1]?.id])
})

it('takes public keys, and none that holds its private part', async () => {
  const key = { kty: 'RSA', kid: 'k1', n: 'abc', e: 'AQAB' }
  expect((await post('/keys', { keys: [key] })).body.publicKeys).toEqual(['k1'])
  const { status, body } = await post('/keys', { keys: [{ ...key, d: 'secret' }] })
  expect([status, body.error.code]).toEqual([400, 'invalid_body'])
  expect((await now()).publicKeys).toEqual(['k1'])
})
