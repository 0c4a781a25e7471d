import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import {
  createTestTime,
  deliveriesIn,
  secret,
  startReceiver,
  untilRecorded,
  webhookAt,
} from '../notifier-under-test.ts'
import { openTestLog } from '../test-log.ts'
import { startMailServer } from './mail-server-under-test.ts'
import { decideSends, sent, startWithMail, written } from './sends-under-test.ts'

const patience = 60_000

test(
  'a recipient who is refused for now or for good keeps nobody else waiting',
  async () => {
    await using test = await openTestLog()
    const time = createTestTime()
    let busy = true
    await using server = await startMailServer({
      recipient: (address) => {
        if (address.startsWith('gone')) return '550 5.1.1 no such user'
        if (address.startsWith('policy')) return '550 5.7.1 you may not send here'
        return address.startsWith('busy') && busy ? '450 4.2.1 try later' : undefined
      },
    })
    await using _notifier = await startWithMail({ log: test.log, smtpUrl: server.url, time })
    const at = time.clock()
    const busyOnes = Array.from({ length: 8 }, (_, i) => sent(`busy${i}`, { at }))
    await decideSends(test.log, [
      sent('gone', { at }),
      sent('policy', { at }),
      ...busyOnes,
      sent('fine', { at }),
    ])
    await untilRecorded(test.log, { subject: 'prod/u/fine', status: 'delivered' })
    for (const { to } of busyOnes)
      await untilRecorded(test.log, { subject: to.person, status: 'retrying' })
    const gone = await untilRecorded(test.log, { subject: 'prod/u/gone', status: 'dead' })
    expect(gone.error).toBe('The mail server did not take it (reply 550).')
    await untilRecorded(test.log, { subject: 'prod/u/policy', status: 'dead' })
    busy = false
    await expect
      .poll(
        () => {
          time.pass(10_000)
          return server.arrived.length
        },
        { timeout: 30_000, interval: 50 },
      )
      .toBe(9)
    // Only the mailbox that does not exist is on the list: the other refusal is about us.
    const list = (await written(test.log, 'control')).map((text) => JSON.parse(text))
    expect(list).toMatchObject([
      { address: 'gone@example.com', why: 'bounced', subject: 'prod/u/gone', by: 'mail server' },
    ])
    const events = await written(test.log, 'events')
    expect(events.map((text) => text.includes('"event":"Email Bounced"'))).toEqual([false, true])
  },
  patience,
)

test('a mail server that is away for an hour costs nobody their mail', async () => {
  await using test = await openTestLog()
  const time = createTestTime()
  const gone = await startMailServer()
  await gone[Symbol.asyncDispose]()
  await using _notifier = await startWithMail({ log: test.log, smtpUrl: gone.url, time })
  const users = Array.from({ length: 12 }, (_, i) => `u${i}`)
  await decideSends(
    test.log,
    users.map((user) => sent(user, { at: time.clock() })),
  )
  for (const user of users) await untilRecorded(test.log, { subject: `prod/u/${user}` })
  await untilRecorded(test.log, { status: 'retrying' })
  for (let minute = 0; minute < 60; minute++) time.pass(60_000)
  await using server = await startMailServer({}, gone.port)
  await expect
    .poll(
      () => {
        time.pass(60_000)
        return new Set(server.arrived.map(({ to }) => to[0])).size
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(users.length)
  for (const user of users)
    await untilRecorded(test.log, { subject: `prod/u/${user}`, status: 'delivered' })
  expect(server.arrived).toHaveLength(users.length)
})

test(
  'a mail server that takes its time does not keep a webhook waiting; what is sent there is signed',
  async () => {
    await using test = await openTestLog()
    const { promise, resolve } = Promise.withResolvers<void>()
    await using server = await startMailServer({ taken: () => promise })
    await using receiver = await startReceiver()
    await using _notifier = await startWithMail({
      log: test.log,
      smtpUrl: server.url,
      endpoints: [webhookAt('crm', receiver.url)],
    })
    const mails = Array.from({ length: 6 }, (_, i) => sent(`slow${i}`))
    await decideSends(test.log, [
      ...mails,
      sent('ada', { channel: 'webhook', what: 'crm', say: 'Ada is stuck.', send: 'w1' }),
    ])
    const [request] = await receiver.until(1)
    await untilRecorded(test.log, { id: 'send/w1', status: 'delivered' })
    const stillWaiting = [...(await deliveriesIn(test.log)).values()].filter(
      ({ status }) => status === 'waiting',
    )
    expect(stillWaiting.length).toBeGreaterThan(0)
    const headers = request?.headers as Record<string, string>
    const body = new Webhook(secret).verify(request?.body ?? '', headers)
    expect(body).toMatchObject({
      type: 'engagement.sent',
      data: {
        send: 'w1',
        engagement: 'remind',
        channel: 'webhook',
        env: 'prod',
        subject: 'prod/u/ada',
        to: { userId: 'ada', email: 'ada@example.com' },
        traits: { plan: 'trial' },
        say: 'Ada is stuck.',
        links: { subject: 'https://app.example/people/prod%2Fu%2Fada?env=prod' },
      },
    })
    resolve()
    await server.until(mails.length)
  },
  patience,
)
