import { createSealer, signText } from '@waymark/runtime'
import {
  mailLinkName,
  mailLinkPaths,
  mailLinkPurpose,
  readMailLink,
  type StoredSuppression,
} from '@waymark/schemas'
import { expect, test } from 'vitest'
import { startReceiver, untilRecorded } from '../notifier-under-test.ts'
import { openTestLog } from '../test-log.ts'
import { startMailServer } from './mail-server-under-test.ts'
import {
  decideSends,
  ingestUrl,
  linkSecret,
  sent,
  startWithMail,
  welcome,
  written,
} from './sends-under-test.ts'

const patience = 60_000

const linkIn = (url: string) => {
  const [, kind = ''] = /\/v1\/e\/([ocu])\//.exec(url) ?? []
  const name = ({ o: 'open', c: 'click', u: 'unsubscribe' } as const)[kind as 'o' | 'c' | 'u']
  const sealer = createSealer(signText(linkSecret, mailLinkPurpose))
  const text = url.slice(`${ingestUrl}${mailLinkPaths[name]}`.length)
  return readMailLink(sealer.open(mailLinkName(name), text) ?? '')
}

test(
  'what an engagement sends arrives as a mail with both parts, its links and a way to unsubscribe',
  async () => {
    await using test = await openTestLog()
    await using server = await startMailServer()
    await using _notifier = await startWithMail({
      log: test.log,
      smtpUrl: server.url,
      emails: [
        {
          ...welcome,
          from: { name: 'Ada', 'reply-to': 'help@example.com' },
          track: { opens: true },
        },
      ],
    })
    await decideSends(test.log, [sent('bob')])
    const [one] = await server.until(1)
    const { mail } = one ?? {}
    expect(one?.to).toEqual(['bob@example.com'])
    expect(mail?.from?.value).toEqual([{ name: 'Ada', address: 'hello@example.com' }])
    expect(mail?.replyTo?.text).toBe('help@example.com')
    expect(mail?.subject).toBe('Hello bob')
    expect(mail?.text).toContain('Your plan is trial.')
    expect(mail?.text).toContain('Go on: https://app.example/start')
    const headers = mail?.headerLines.map(({ line }) => line) ?? []
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const [, unsubscribe = ''] =
      /^List-Unsubscribe:\s*<([^>]+)>$/s.exec(
        headers.find((line) => line.startsWith('List-Unsubscribe:')) ?? '',
      ) ?? []
    const about = {
      env: 'prod',
      subject: 'prod/u/bob',
      send: 'send-bob',
      engagement: 'remind',
      email: 'welcome',
    }
    expect(linkIn(unsubscribe)).toEqual({ ...about, address: 'bob@example.com' })
    const links = Array.from(
      `${mail?.html}`.matchAll(/(?:href|src)="([^"]+)"/g),
      ([, url = '']) => url,
    )
    expect(links.map(linkIn)).toEqual([
      { ...about, url: 'https://app.example/start' },
      { ...about, address: 'bob@example.com' },
      about,
    ])
    const record = await untilRecorded(test.log, { status: 'delivered' })
    expect(record).toMatchObject({
      id: 'send/send-bob',
      kind: 'send',
      channel: 'email',
      endpoint: 'welcome',
      engagement: 'remind',
      subject: 'prod/u/bob',
    })
    expect(mail?.messageId).toBe(`<${record.webhookId}@127.0.0.1>`)
    expect(JSON.stringify(record.payload)).not.toContain('nothing to a mail')
  },
  patience,
)

test(
  'the same message decided twice, as after a crash of the processor, is one mail',
  async () => {
    await using test = await openTestLog()
    await using server = await startMailServer()
    await using _notifier = await startWithMail({ log: test.log, smtpUrl: server.url })
    await decideSends(test.log, [sent('bob'), sent('bob'), sent('eve')])
    await server.until(2)
    await untilRecorded(test.log, { subject: 'prod/u/eve', status: 'delivered' })
    expect(server.arrived).toHaveLength(2)
    const to = new Set(server.arrived.map((one) => one.to[0]))
    expect(to).toEqual(new Set(['bob@example.com', 'eve@example.com']))
  },
  patience,
)

const suppression = (
  user: string,
  why: StoredSuppression['why'],
  subject = '',
): StoredSuppression => ({
  t: 'suppression',
  env: 'prod',
  address: `${user}@example.com`,
  why,
  subject,
  at: Date.UTC(2026, 0, 2),
  by: 'recipient',
})

test(
  'who unsubscribed gets receipts only, an address that bounced gets nothing; why is said, and the person told',
  async () => {
    await using test = await openTestLog()
    await using server = await startMailServer()
    const receipt = { ...welcome, id: 'receipt', transactional: true }
    await using _notifier = await startWithMail({
      log: test.log,
      smtpUrl: server.url,
      emails: [welcome, receipt],
      suppressions: [
        suppression('bob', 'unsubscribed'),
        suppression('eve', 'bounced', 'prod/u/eve'),
      ],
    })
    await decideSends(test.log, [
      sent('bob'),
      sent('bob', { send: 'r-bob', what: 'receipt' }),
      sent('eve', { send: 'r-eve', what: 'receipt' }),
    ])
    await untilRecorded(test.log, { id: 'send/r-bob', status: 'delivered' })
    await untilRecorded(test.log, {
      id: 'send/send-bob',
      status: 'dropped',
      error: 'bob@example.com: unsubscribed on 2026-01-02.',
    })
    await untilRecorded(test.log, {
      id: 'send/r-eve',
      status: 'dropped',
      error: 'eve@example.com: bounced on 2026-01-02.',
    })
    expect(server.arrived).toHaveLength(1)
    const [mail] = server.arrived
    expect(mail?.raw).not.toContain('List-Unsubscribe')
    expect(mail?.mail.html).not.toContain('/v1/e/u/')
    const events = await written(test.log, 'events')
    expect(events).toHaveLength(1)
    expect(events[0]).toContain('"do":"suppress","address":"bob@example.com","why":"unsubscribed"')
  },
  patience,
)

test(
  'a mail that would have a hole in it, or has nowhere to go, is not sent and says why',
  async () => {
    await using test = await openTestLog()
    await using server = await startMailServer()
    await using _notifier = await startWithMail({ log: test.log, smtpUrl: server.url })
    const to = { person: 'prod/u/x', userId: 'x' }
    await decideSends(test.log, [
      sent('hole', { traits: {} }),
      sent('nowhere', { to }),
      sent('many', { to: { ...to, email: 'a@example.com, b@example.com' } }),
      sent('header', { to: { ...to, email: 'a@example.com\r\nBcc: b@example.com' } }),
      sent('gone', { what: 'nothing' }),
      sent('fine'),
    ])
    const whys = {
      hole: 'Nothing is known for {{plan}}, and there is no fall-back.',
      nowhere: 'No e-mail address of this person is known.',
      many: 'The trait email is no address.',
      header: 'The trait email is no address.',
      gone: 'There is no e-mail "nothing".',
    }
    for (const [id, error] of Object.entries(whys))
      await untilRecorded(test.log, { id: `send/send-${id}`, error })
    await untilRecorded(test.log, { id: 'send/send-fine', status: 'delivered' })
    expect(server.arrived).toHaveLength(1)
  },
  patience,
)

test(
  'ids of the greatest length make no header that mail servers would refuse',
  async () => {
    await using test = await openTestLog()
    await using server = await startMailServer()
    const id = 'e'.repeat(100)
    const emails = [{ ...welcome, id }]
    await using _notifier = await startWithMail({ log: test.log, smtpUrl: server.url, emails })
    const person = `prod/u/${'p'.repeat(255)}`
    const email = `${'a'.repeat(64)}@${'b'.repeat(60)}.example`
    const to = { person, userId: 'p'.repeat(255), email }
    await decideSends(test.log, [sent('p', { what: id, definition: id, to })])
    const [one] = await server.until(1)
    const head = one?.raw.split('\r\n\r\n', 1)[0]?.split('\r\n') ?? []
    expect(Math.max(...head.map((line) => line.length))).toBeLessThan(998)
    expect(one?.mail.html).toContain(`${ingestUrl}/v1/e/u/`)
    await untilRecorded(test.log, { status: 'delivered' })
  },
  patience,
)

test(
  'a task and words for Slack go to their endpoint, readable and escaped',
  async () => {
    await using test = await openTestLog()
    await using receiver = await startReceiver()
    const slack = { kind: 'endpoint', id: 'team', type: 'slack', url: receiver.url } as const
    await using _notifier = await startWithMail({ log: test.log, endpoints: [slack] })
    const due = Date.UTC(2026, 1, 3)
    await decideSends(test.log, [
      sent('ada', { channel: 'task', what: 'team', task: { title: 'Call <Ada> & Co', due } }),
    ])
    const [request] = await receiver.until(1)
    const { text, blocks } = JSON.parse(request?.body ?? '{}')
    expect(text).toBe('Task: Call &lt;Ada&gt; &amp; Co')
    expect(blocks[1].text.text).toBe('Who: ada &lt;ada@example.com&gt;\nDue: 2026-02-03')
    await untilRecorded(test.log, { status: 'delivered', channel: 'task' })
  },
  patience,
)

test(
  'without a mail server the delivery says what is missing',
  async () => {
    await using test = await openTestLog()
    await using _notifier = await startWithMail({ log: test.log })
    await decideSends(test.log, [sent('ada')])
    await untilRecorded(test.log, {
      status: 'dead',
      error: 'E-mail is not set up: WAYMARK_SMTP_URL is missing.',
    })
  },
  patience,
)
