import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createLogger } from '@waymark/runtime'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { alertMessage } from './alert-message.ts'
import type { ChannelDeps, EndpointOf } from './channel.ts'
import { emailChannel } from './email.ts'
import { createMailer } from './mailer.ts'
import { alertAbout } from './notifier-under-test.ts'

const at = Date.UTC(2026, 0, 2)
const hostile = '<img src=x onerror=alert(1)>\r\nBcc: all@example.com'
const message = alertMessage(
  { body: { ...alertAbout('acme', at), name: hostile }, env: 'prod', at },
  'https://app.example',
)
const sending = { payload: emailChannel.render(message), webhookId: 'msg_1', env: 'prod' }
const endpoint: EndpointOf<'email'> = {
  kind: 'endpoint',
  id: 'sales',
  type: 'email',
  to: ['sdr@example.com', 'lead@example.com'],
}

interface Mail {
  readonly to: readonly string[]
  readonly raw: string
}

/** A real SMTP server; `refuse` is the reply code for every recipient. */
const startMailServer = async (refuse?: number) => {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      done(
        refuse === undefined ? null : Object.assign(new Error('not now'), { responseCode: refuse }),
      )
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    mails,
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const depsFor = (smtpUrl?: string): ChannelDeps => ({
  clock: () => at,
  post: () => Promise.resolve({ t: 'failed', reason: 'not used' }),
  logger: createLogger({ logLevel: 'silent' }),
  secretOf: () => ({ t: 'none' }),
  ...(smtpUrl === undefined
    ? {}
    : { mail: createMailer({ smtpUrl, from: 'Waymark <alerts@example.com>' }) }),
})

test('an alert arrives as one mail to everybody, as text and as escaped HTML', async () => {
  await using server = await startMailServer()
  expect(await emailChannel.send(sending, endpoint, depsFor(server.url))).toEqual({
    t: 'delivered',
  })
  const [mail] = server.mails
  expect(server.mails.length).toBe(1)
  expect(mail?.to).toEqual(endpoint.to)
  const raw = (mail?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
  expect(raw).toMatch(/^From: Waymark <alerts@example\.com>/m)
  expect(raw).toMatch(/^Message-ID: <msg_1@127\.0\.0\.1>/m)
  expect(raw).not.toMatch(/^Bcc:/m)
  expect(raw).toContain('multipart/alternative')
  expect(raw).toContain('- reached Code installed')
  expect(raw).toContain('https://app.example/accounts/prod%2Fg%2Facme?env=prod')
})

test('what a visitor called himself is text in the HTML part, and nothing is fetched from outside', () => {
  const { html, subject } = sending.payload
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(html).not.toMatch(/src=["']?http/)
  expect(subject).not.toMatch(/[\r\n]/)
})

test('a mail server that is busy is tried again, one that says never is not', async () => {
  await using busy = await startMailServer(451)
  expect(await emailChannel.send(sending, endpoint, depsFor(busy.url))).toMatchObject({
    t: 'retry',
  })
  await using strict = await startMailServer(550)
  expect(await emailChannel.send(sending, endpoint, depsFor(strict.url))).toMatchObject({
    t: 'dead',
  })
})

test('a mail server that is away is tried again', async () => {
  expect(await emailChannel.send(sending, endpoint, depsFor('smtp://127.0.0.1:1'))).toEqual({
    t: 'retry',
    reason: 'The mail server did not take it (ESOCKET).',
  })
})

test('without a mail server the dead list says what is missing', async () => {
  expect(await emailChannel.send(sending, endpoint, depsFor())).toMatchObject({
    t: 'dead',
    reason: 'E-mail is not set up: WAYMARK_SMTP_URL is missing.',
  })
})
