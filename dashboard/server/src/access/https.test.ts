import { expect, it } from 'vitest'
import { openDashboard } from '../support/open-dashboard.ts'

const publicUrl = 'https://waymark.example/'
const origin = 'https://waymark.example'

it('behind https the session is bound to the host and never travels in the open', async () => {
  await using d = await openDashboard({ config: { publicUrl } })
  const enter = (from: string) =>
    d.send('POST', '/api/session', {
      token: undefined,
      body: { link: d.made.link },
      headers: { origin: from },
    })
  expect((await enter('http://waymark.example')).status).toBe(403)
  expect((await enter(d.url)).status).toBe(403)
  const answer = await enter(origin)
  expect(answer.status).toBe(204)
  const header = answer.headers.get('set-cookie') ?? ''
  expect(header).toMatch(
    /^__Host-waymark_session=ws_\w+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
  )
  const value = header.split(';')[0]?.split('=')[1] ?? ''
  const me = (cookie: string) => d.send('GET', '/api/me', { cookie })
  expect((await me(`other=1; __Host-waymark_session=${value}`)).status).toBe(200)
  // Without the prefix anybody on a sibling host could have planted it.
  expect((await me(`waymark_session=${value}`)).status).toBe(401)
  const setup = await d.send<{ ingestUrl: string; csp: string }>('GET', '/api/setup')
  expect(setup.body).toMatchObject({ ingestUrl: origin })
  expect(setup.body.csp).toContain(`connect-src ${origin};`)
})
