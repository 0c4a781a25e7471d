import type { Role } from '@waymark/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trialSet } from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: trialSet } })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const everybody: readonly Role[] = ['owner', 'admin', 'author', 'publisher', 'analyst', 'sdr']
const heads: readonly Role[] = ['owner', 'admin']
const writers: readonly Role[] = ['owner', 'admin', 'author', 'publisher']

/** Who may do what, written out by hand: a route that is missing here fails the test, so that nobody forgets to decide. */
const matrix: { readonly [route: string]: readonly Role[] | 'anyone' } = {
  'POST /api/session': 'anyone',
  'DELETE /api/session': everybody,
  'GET /api/me': everybody,
  'POST /api/me': everybody,
  'GET /api/setup': everybody,
  'GET /api/events': everybody,
  'GET /api/people': everybody,
  'GET /api/accounts': everybody,
  'GET /api/overview': everybody,
  'GET /api/people/:subject': everybody,
  'GET /api/accounts/:subject': everybody,
  'GET /api/people/:subject/timeline': everybody,
  'GET /api/accounts/:subject/timeline': everybody,
  'GET /api/state/:subject': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'GET /api/explain': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'GET /api/names': everybody,
  'GET /api/live': everybody,
  'GET /api/leads': everybody,
  'POST /api/leads': ['owner', 'admin', 'publisher', 'sdr'],
  'GET /api/tasks': everybody,
  'POST /api/tasks': ['owner', 'admin', 'publisher', 'sdr'],
  'GET /api/flows': everybody,
  'GET /api/product-engagement': everybody,
  'GET /api/results': everybody,
  'GET /api/golden': everybody,
  'POST /api/cohorts/publish': writers,
  'GET /api/alerts': everybody,
  'POST /api/endpoints/:id/test': writers,
  'POST /api/endpoints/:id/secret': heads,
  'POST /api/deliveries/:id/replay': writers,
  'GET /api/definitions': everybody,
  'POST /api/definitions/apply': writers,
  'POST /api/brand/css': writers,
  'DELETE /api/definitions/:kind/:id': writers,
  'GET /api/definitions/deleted': everybody,
  'GET /api/definitions/:kind/:id/versions': everybody,
  'GET /api/definitions/:kind/:id/versions/:version': everybody,
  'POST /api/definitions/:kind/:id/rollback': writers,
  'GET /api/drafts': everybody,
  'POST /api/drafts/guide/:id': writers,
  'DELETE /api/drafts/guide/:id': writers,
  'POST /api/drafts/guide/:id/publish': writers,
  'POST /api/drafts/guide/:id/unpublish': writers,
  'POST /api/authoring/ticket': writers,
  'POST /api/inspect/ticket': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'POST /api/inspect/lines': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'GET /api/inspect/lines/:line': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'POST /api/inspect/lines/:line': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'DELETE /api/inspect/lines/:line': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'POST /api/authoring/lines': writers,
  'GET /api/authoring/lines/:line': writers,
  'POST /api/authoring/lines/:line': writers,
  'DELETE /api/authoring/lines/:line': writers,
  'POST /api/rules/count': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'GET /api/export': writers,
  'GET /api/tokens': heads,
  'POST /api/tokens': heads,
  'DELETE /api/tokens/:id': heads,
  'GET /api/users': heads,
  'POST /api/users': heads,
  'POST /api/users/:id/link': heads,
  'DELETE /api/users/:id': heads,
  'GET /api/surveys': everybody,
  'GET /api/surveys/:id': everybody,
  'GET /api/surveys/:id/responses': everybody,
  'GET /api/surveys/:id/answers.csv': everybody,
  'GET /api/surveys/:id/answers.ndjson': everybody,
  'GET /api/guide-numbers': everybody,
  'GET /api/guide-numbers/:id': everybody,
  'GET /api/guide-numbers/:id/numbers.csv': everybody,
  'GET /api/guide-numbers/:id/numbers.ndjson': everybody,
  'GET /api/guide-targets': everybody,
  'GET /api/assets': everybody,
  'POST /api/assets': writers,
  'DELETE /api/assets/:id': writers,
  'GET /api/keys': everybody,
  'POST /api/keys': heads,
  'DELETE /api/keys/:id': heads,
  'POST /api/keys/:id/origins': heads,
  'POST /api/origins': heads,
  'GET /api/identity': everybody,
  'POST /api/identity': heads,
  'POST /api/identity/secrets': heads,
  'DELETE /api/identity/secrets/:id': heads,
  'POST /api/identity/keys': heads,
  'GET /api/suppressions': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'POST /api/suppressions': writers,
  'DELETE /api/suppressions': writers,
  'GET /api/audit': heads,
  'GET /api/deadletters': ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'POST /api/deadletters/:offset/replay': heads,
  'GET /api/openapi.json': 'anyone',
}

const pathOf = (template: string): string =>
  template
    .replace(':subject', encodeURIComponent('production/u/nobody'))
    .replace(':kind', 'guide')
    .replace(':offset', '999')
    .replace(':id', 'nothing')

const isRefusal = (status: number, body: unknown): boolean =>
  status === 403 && (body as { error?: { code?: string } }).error?.code === 'role_not_allowed'

describe('access', () => {
  it('is decided for every route', () => {
    const routes = d.dashboard.routes.map((route) => `${route.method} ${route.path}`)
    expect(new Set(routes)).toEqual(new Set(Object.keys(matrix)))
    expect(d.registered.toSorted()).toEqual(routes.toSorted())
  })

  for (const [name, allowed] of Object.entries(matrix)) {
    // The live stream never ends by itself; its door is the same and its own test opens it.
    if (name === 'GET /api/live') continue
    const [method = '', template = ''] = name.split(' ')

    it(`${name}: ${allowed === 'anyone' ? allowed : allowed.join(', ')}`, async () => {
      const path = pathOf(template)
      const body = method === 'POST' ? {} : undefined
      const nobody = await d.send(method, path, { token: undefined, body })
      const stranger = await d.send(method, path, { token: `wm_${'a'.repeat(40)}`, body })
      if (allowed === 'anyone') {
        expect([200, 400]).toContain(nobody.status)
        return
      }
      expect(nobody.status).toBe(401)
      expect(stranger.status).toBe(401)
      for (const role of everybody) {
        const answer = await d.send(method, path, { token: await d.tokenOf(role), body })
        expect([role, isRefusal(answer.status, answer.body)]).toEqual([
          role,
          !allowed.includes(role),
        ])
        expect(answer.status).toBeLessThan(500)
      }
    })
  }

  it('of the live view needs a sign-in', async () => {
    expect((await d.send('GET', '/api/live', { token: undefined })).status).toBe(401)
  })
})

describe('tokens', () => {
  it('show their text once and stop at once when they are revoked', async () => {
    const made = await d.send<{ id: string; token: string }>('POST', '/api/tokens', {
      body: { name: 'CI', role: 'author' },
    })
    const { id, token } = made.body
    expect((await d.send('GET', '/api/me', { token })).body).toMatchObject({
      user: { name: 'CI', role: 'author' },
    })
    const list = await d.send('GET', '/api/tokens')
    expect(JSON.stringify(list.body)).toContain(id)
    expect(JSON.stringify(list.body)).not.toContain(token)
    expect((await d.send('DELETE', `/api/tokens/${id}`)).status).toBe(204)
    expect((await d.send('GET', '/api/me', { token })).status).toBe(401)
  })

  it('are never of a higher role than whoever makes them', async () => {
    const token = await d.tokenOf('admin')
    const make = (role: Role) => d.send('POST', '/api/tokens', { token, body: { name: 'x', role } })
    expect((await make('owner')).status).toBe(403)
    expect((await make('admin')).status).toBe(201)
    const link = await d.send('POST', `/api/users/${d.made.owner}/link`, { token })
    expect(link.status).toBe(403)
  })

  it('are not saved by a cookie when they are wrong', async () => {
    const wrong = { authorization: `Bearer wm_${'b'.repeat(40)}` }
    expect((await d.send('GET', '/api/me', { token: undefined, headers: wrong })).status).toBe(401)
  })
})

describe('keys', () => {
  it('of servers are shown to owners and admins only', async () => {
    const whole = await d.send('GET', '/api/keys')
    expect(JSON.stringify(whole.body)).toContain(d.made.serverKey)
    const part = await d.send('GET', '/api/keys', { token: await d.tokenOf('author') })
    expect(JSON.stringify(part.body)).not.toContain('sk_')
    expect(JSON.stringify(part.body)).toContain(d.made.writeKey)
  })
})

it('writes who did what into the audit log', async () => {
  const { body } = await d.send<{
    entries: readonly { what: string; on: string; byName: string }[]
  }>('GET', '/api/audit?limit=1000')
  expect(body.entries).toContainEqual(
    expect.objectContaining({
      what: 'definition.write',
      on: 'production/pql/trial-pql',
      byName: 'Command line on this machine',
    }),
  )
})
