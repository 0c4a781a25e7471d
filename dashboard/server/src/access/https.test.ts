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

it('with an address of its own the dashboard is entered there, and pages still send to ingest', async () => {
  const config = { publicUrl: 'https://in.example', dashboardUrl: 'https://app.example' }
  await using d = await openDashboard({ config })
  const enter = (from: string) =>
    d.send('POST', '/api/session', {
      token: undefined,
      body: { link: d.made.link },
      headers: { origin: from },
    })
  expect((await enter(config.publicUrl)).status).toBe(403)
  expect((await enter(config.dashboardUrl)).status).toBe(204)
  const link = await d.send<{ link: string }>('POST', `/api/users/${d.made.owner}/link`)
  expect(link.body.link).toMatch(/^https:\/\/app\.example\/sign-in\?link=/)
  const setup = await d.send<{ ingestUrl: string }>('GET', '/api/setup')
  expect(setup.body.ingestUrl).toBe(config.publicUrl)
})
