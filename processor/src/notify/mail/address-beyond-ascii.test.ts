import { expect, test } from 'vitest'
import { createMailer } from '../mailer.ts'
import { createTestTime, untilRecorded } from '../notifier-under-test.ts'
import { openTestLog } from '../test-log.ts'
import { startMailServer } from './mail-server-under-test.ts'
import { decideSends, sent, startWithMail, written } from './sends-under-test.ts'

const jose = 'josé@example.com'
const mailTo = (to: readonly string[], from?: string) => ({
  ...{ to, subject: 'Hi', text: 'Hi', html: '', id: 'm1' },
  ...(from === undefined ? {} : { from: { address: from } }),
})

test('an address beyond ASCII was put before a mail server that cannot take it: it fails for that address alone, with a sentence', async () => {
  await using test = await openTestLog()
  const time = createTestTime()
  await using server = await startMailServer({ onlyAscii: true })
  await using _notifier = await startWithMail({ log: test.log, smtpUrl: server.url, time })
  const at = time.clock()
  const to = { person: 'prod/u/jose', userId: 'jose', email: jose }
  await decideSends(test.log, [sent('jose', { at, to }), sent('ann', { at })])
  const { error } = await untilRecorded(test.log, { subject: 'prod/u/jose', status: 'dead' })
  expect(error).toBe(
    `The mail server takes no address with letters like those of ${jose} (it has no SMTPUTF8).`,
  )
  await untilRecorded(test.log, { subject: 'prod/u/ann', status: 'delivered' })
  expect(server.seen).toEqual(['ann@example.com'])
  // It is no fault of the mailbox: with another mail server it gets mail.
  expect(await written(test.log, 'control')).toEqual([])
})

test('of several recipients those get the mail whose address the server takes', async () => {
  await using server = await startMailServer({ onlyAscii: true })
  const mail = createMailer({ smtpUrl: server.url })
  expect(await mail(mailTo([jose, 'ann@example.com']))).toEqual({ t: 'delivered' })
  expect(server.arrived.map(({ to }) => to)).toEqual([['ann@example.com']])
  expect(await mail(mailTo(['ann@example.com'], jose))).toMatchObject({
    t: 'dead',
    reason: expect.stringContaining(jose),
  })
})

test('a server that takes such addresses gets them, and letters after the @ are written in ASCII for any server', async () => {
  await using able = await startMailServer()
  expect(await createMailer({ smtpUrl: able.url })(mailTo([jose]))).toEqual({ t: 'delivered' })
  expect(able.seen).toEqual([jose])
  await using other = await startMailServer({ onlyAscii: true })
  const mail = createMailer({ smtpUrl: other.url })
  expect(await mail(mailTo(['ann@bücher.example']))).toEqual({ t: 'delivered' })
  expect(other.arrived.map(({ raw }) => raw)).toEqual([
    expect.stringContaining('xn--bcher-kva.example'),
  ])
})

test('a mail server that is away is asked again, also about such an address', async () => {
  const gone = await startMailServer()
  await gone[Symbol.asyncDispose]()
  expect(await createMailer({ smtpUrl: gone.url })(mailTo([jose]))).toMatchObject({ t: 'retry' })
})

test('where nobody is left to be sent to, it was tried for a day', async () => {
  await using server = await startMailServer()
  expect(await createMailer({ smtpUrl: server.url })(mailTo(['']))).toEqual({
    t: 'dead',
    reason: 'The sender or a recipient is no address that mail can be sent to.',
  })
})
