import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const signIn = (link: string, headers: { readonly [name: string]: string } = { origin: d.url }) =>
  d.send<{ error?: { code: string } }>('POST', '/api/session', {
    token: undefined,
    body: { link },
    headers,
  })

const cookieOf = (headers: Headers): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? ''

const session = async (): Promise<string> => {
  const answer = await signIn(await d.link(d.made.owner))
  expect(answer.status).toBe(204)
  return cookieOf(answer.headers)
}

describe('signing in', () => {
  it('gives the owner a session with the link of the first start', async () => {
    const answer = await signIn(d.made.link ?? '')
    expect(answer.status).toBe(204)
    const header = answer.headers.get('set-cookie') ?? ''
    expect(header).toContain('waymark_session=')
    expect(header).toContain('HttpOnly')
    expect(header).toContain('SameSite=Lax')
    const me = await d.send<{ user: { role: string } }>('GET', '/api/me', {
      cookie: cookieOf(answer.headers),
    })
    expect(me.body.user.role).toBe('owner')
  })

  it('lets a link be used once', async () => {
    const link = await d.link(d.made.owner)
    expect((await signIn(link)).status).toBe(204)
    const again = await signIn(link)
    expect(again.status).toBe(401)
    expect(again.body.error?.code).toBe('link_used')
  })

  it('lets one of two win who use the same link at once', async () => {
    const link = await d.link(d.made.owner)
    const answers = await Promise.all([signIn(link), signIn(link), signIn(link)])
    expect(answers.map((a) => a.status).toSorted()).toEqual([204, 401, 401])
  })

  it('refuses a link that is too old', async () => {
    const link = await d.link(d.made.owner)
    d.wait(16 * 60_000)
    expect((await signIn(link)).body.error?.code).toBe('link_used')
  })

  it('refuses a link that nobody made', async () => {
    expect((await signIn('link_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(401)
  })

  it('refuses a sign-in that another site sends', async () => {
    const link = await d.link(d.made.owner)
    const answer = await signIn(link, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect(answer.body.error?.code).toBe('origin_not_allowed')
    expect((await signIn(link)).status).toBe(204)
  })

  it('ends the session on sign-out and after 30 days', async () => {
    const [first, second] = [await session(), await session()]
    const me = (cookie: string) => d.send('GET', '/api/me', { cookie })
    const out = await d.send('DELETE', '/api/session', {
      cookie: first,
      headers: { origin: d.url },
    })
    expect(out.status).toBe(204)
    expect((await me(first)).status).toBe(401)
    expect((await me(second)).status).toBe(200)
    d.wait(30 * 86_400_000)
    expect((await me(second)).status).toBe(401)
  })

  it('ends the sessions of a user who is removed', async () => {
    const added = await d.send<{ user: { id: string }; link: string }>('POST', '/api/users', {
      body: { name: 'Sam', role: 'sdr' },
    })
    const answer = await signIn(added.body.link.split('link=')[1] ?? '')
    const cookie = cookieOf(answer.headers)
    expect((await d.send('GET', '/api/me', { cookie })).status).toBe(200)
    await d.send('DELETE', `/api/users/${added.body.user.id}`)
    expect((await d.send('GET', '/api/me', { cookie })).status).toBe(401)
  })
})

describe('tokens', () => {
  it('of a user who is removed end with them, and so do those made by means of them', async () => {
    const added = await d.send<{ user: { id: string }; link: string }>('POST', '/api/users', {
      body: { name: 'Sam', role: 'admin' },
    })
    const answer = await signIn(added.body.link.split('link=')[1] ?? '')
    const cookie = cookieOf(answer.headers)
    const make = async (sent: { cookie: string } | { token: string }, role: string) => {
      const made = await d.send<{ token: string }>('POST', '/api/tokens', {
        ...sent,
        headers: { origin: d.url },
        body: { name: 'CI', role },
      })
      return made.body.token
    }
    const own = await make({ cookie }, 'admin')
    const further = await make({ token: own }, 'author')
    const statuses = () =>
      Promise.all(
        [own, further].map(async (token) => (await d.send('GET', '/api/me', { token })).status),
      )
    expect(await statuses()).toEqual([200, 200])
    await d.send('DELETE', `/api/users/${added.body.user.id}`)
    expect(await statuses()).toEqual([401, 401])
    expect((await d.send('GET', '/api/me')).status).toBe(200)
  })
})

describe('requests of other sites', () => {
  const make = (headers: { readonly [name: string]: string }, cookie: string) =>
    d.send('POST', '/api/tokens', { cookie, headers, body: { name: 'x', role: 'sdr' } })

  it('cannot write with the cookie of somebody who is signed in', async () => {
    const cookie = await session()
    const port = new URL(d.url).port
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${d.url}.evil.example` },
      { origin: `https://127.0.0.1:${port}` },
      { origin: d.url, 'sec-fetch-site': 'cross-site' },
      { origin: d.url, 'sec-fetch-site': 'same-site' },
      {},
    ]
    for (const headers of foreign) expect((await make(headers, cookie)).status).toBe(403)
    expect((await make({ origin: d.url }, cookie)).status).toBe(201)
  })

  it('cannot pass a form off as JSON', async () => {
    const cookie = await session()
    const headers = { origin: d.url, 'content-type': 'text/plain' }
    expect((await make(headers, cookie)).status).toBe(400)
  })

  it('get no CORS headers', async () => {
    const answer = await d.send('GET', '/api/me', { headers: { origin: 'https://evil.example' } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('starting again', () => {
  it('keeps project, keys and token, and makes no more links once the owner has signed in', async () => {
    await session()
    const again = await d.bootstrapAgain()
    expect(again).toEqual({
      first: false,
      env: 'production',
      writeKey: d.made.writeKey,
      serverKey: d.made.serverKey,
      owner: d.made.owner,
      cliToken: d.made.cliToken,
    })
  })
})

it('lets somebody change their own name, which their leads and the audit log then show', async () => {
  const cookie = await session()
  const rename = (name: string) =>
    d.send('POST', '/api/me', { cookie, body: { name }, headers: { origin: d.url } })
  expect((await rename('  ')).status).toBe(400)
  expect((await rename(' Mara Okafor ')).status).toBe(204)
  const me = await d.send<{ user: { name: string } }>('GET', '/api/me', { cookie })
  expect(me.body.user.name).toBe('Mara Okafor')
  const names = await d.send('GET', `/api/names?of=${d.made.owner}`)
  expect(names.body).toEqual({ names: { [d.made.owner]: 'Mara Okafor' } })
  const byToken = await d.send('POST', '/api/me', { body: { name: 'Robot' } })
  expect(byToken.status).toBe(400)
})
