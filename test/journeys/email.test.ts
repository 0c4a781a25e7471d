import type { PersonDetail } from '@waymark/schemas/api/people'
import { expect, test } from 'vitest'
import { type ArrivedMail, type MailServer, startMailServer } from '../support/mail-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, environment, startUp, type Waymark } from '../support/waymark.ts'
import { emailDefinitions } from './email-definitions.ts'
import { sendFromServer } from './send-from-server.ts'

const host = 'https://app.acme.example'

/** A command is a process of its own: on a busy machine each takes seconds. */
const commandsMs = 120_000

const john = (waymark: Waymark): Promise<PersonDetail> =>
  waymark.get(`/api/people/${encodeURIComponent(`${environment}/u/john`)}`)

const cameBack = async (waymark: Waymark) => {
  const { journey } = await john(waymark)
  return journey.find(({ id }) => id === 'came-back')
}

const nthMail = async (server: MailServer, count: number): Promise<ArrivedMail> => {
  await until(() => expect(server.arrived.length).toBe(count))
  const arrived = server.arrived[count - 1]
  if (!arrived) throw new Error('no mail')
  return arrived
}

const linkIn = ({ mail }: ArrivedMail, kind: 'c' | 'o'): string => {
  const html = typeof mail.html === 'string' ? mail.html : ''
  return new RegExp(`"(http://[^"]+/v1/e/${kind}/[^"]+)"`).exec(html)?.[1] ?? ''
}

const unsubscribeLink = ({ mail }: ArrivedMail): string => {
  const header = mail.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? ''
  return /<([^>]+)>/.exec(header)?.[1] ?? ''
}

const page = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { redirect: 'manual', ...init })

test('an event brings an e-mail, a click on it counts in rules, and an unsubscribe ends it', async () => {
  await using data = await temporaryDirectory()
  await using mails = await startMailServer()
  await using waymark = await startUp({
    data: data.path,
    env: { WAYMARK_SMTP_URL: mails.url, WAYMARK_MAIL_FROM: 'Acme <hello@acme.example>' },
  })
  await apply(waymark, emailDefinitions(host))
  await sendFromServer(waymark, {
    type: 'identify',
    userId: 'john',
    traits: { name: 'John', email: 'john@example.com', plan: 'trial' },
  })
  await sendFromServer(waymark, { type: 'track', userId: 'john', event: 'Signed Up' })

  const first = await nthMail(mails, 1)
  expect(first.to).toEqual(['john@example.com'])
  expect(first.mail.from?.text).toBe('"Ada of Acme" <hello@acme.example>')
  expect(first.mail.subject).toBe('John left something')
  expect(first.mail.text).toContain('on the plan trial')

  expect((await page(linkIn(first, 'o'))).headers.get('content-type')).toBe('image/gif')
  await until(async () => expect((await cameBack(waymark))?.started).toBeGreaterThan(0))
  const clicked = await page(linkIn(first, 'c'))
  expect([clicked.status, clicked.headers.get('location')]).toEqual([
    302,
    `${host}/products?from=mail`,
  ])
  await until(async () => expect((await cameBack(waymark))?.reached).toBeGreaterThan(0))

  const away = unsubscribeLink(first)
  expect(await (await page(away)).text()).toContain('<form method="post">')
  expect((await waymark.command('suppressions', 'list')).out).toContain(
    'No address is on the list.',
  )
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  expect((await page(away, { method: 'POST', body })).status).toBe(200)
  await until(
    async () =>
      expect((await waymark.command('suppressions', 'list')).out).toMatch(
        /john@example\.com\s+unsubscribed/,
      ),
    commandsMs,
  )

  await sendFromServer(waymark, { type: 'track', userId: 'john', event: 'Paid' })
  const second = await nthMail(mails, 2)
  expect(second.mail.subject).toBe('Your receipt')
  expect(unsubscribeLink(second)).toBe('')
  const why = await waymark.command('explain', 'john')
  expect([why.status, why.err]).toEqual([0, ''])
  expect(why.out).toMatch(
    /unsubscribed\s+expected: an address that takes this e-mail\s+found: unsubscribed on \d{4}-/,
  )
  const events = await waymark.command('events', '--person', 'john')
  for (const event of ['Email Opened', 'Email Link Clicked', 'Email Unsubscribed'])
    expect(events.out).toContain(event)

  const back = await waymark.command('suppressions', 'remove', 'john@example.com')
  expect(back.out).toContain('gets e-mail again')
  await until(async () => {
    const after = (await waymark.command('explain', 'john')).out
    expect(after).not.toContain('found: unsubscribed')
  }, commandsMs)
  const gone = await waymark.command('suppressions', 'add', 'gone@example.com', '--why', 'bounced')
  expect([gone.status, gone.err]).toEqual([0, ''])
  await until(
    async () =>
      expect((await waymark.command('suppressions', 'list')).out).toMatch(
        /gone@example\.com\s+bounced/,
      ),
    commandsMs,
  )
  expect(mails.arrived).toHaveLength(2)
}, 400_000)
