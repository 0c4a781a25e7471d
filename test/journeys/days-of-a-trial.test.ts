import { fileURLToPath } from 'node:url'
import type { Explanation } from '@waymark/schemas/api/explanation'
import type { MessageItem, PersonDetail } from '@waymark/schemas/api/people'
import type { FlowList, TaskItem, TaskList } from '@waymark/schemas/api/tasks'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, environment, startUp, type Waymark } from '../support/waymark.ts'
import { declineDefinitions } from './decline-definitions.ts'
import { sendFromServer } from './send-from-server.ts'
import { trialDefinitions } from './trial-definitions.ts'

const day = 86_400_000

/** One product for the file: each story has people of its own. */
const started = new AsyncDisposableStack()
let mails: MailServer
let slack: Receiver
let waymark: Waymark

beforeAll(async () => {
  const data = started.use(await temporaryDirectory())
  mails = started.use(await startMailServer())
  slack = started.use(await startReceiver())
  waymark = started.use(
    await startUp({
      data: data.path,
      env: { WAYMARK_SMTP_URL: mails.url, WAYMARK_MAIL_FROM: 'Acme <hello@acme.example>' },
    }),
  )
})

afterAll(() => started.disposeAsync())

/** What somebody did in the past: days ago, and what. */
type Past = readonly (readonly [daysAgo: number, deed: string])[]

/** So long after the history has come the day begins on which something is due. */
const soonMs = 10_000

const eventsOf = (userId: string, past: Past, now: number): readonly WireEvent[] =>
  past.map(([daysAgo, deed]) => {
    const timestamp = new Date(now + soonMs - daysAgo * day).toISOString()
    return deed === 'Signed Up'
      ? { type: 'identify', userId, timestamp, traits: { email: `${userId}@example.com` } }
      : { type: 'track', userId, timestamp, event: deed }
  })

const importHistory = async (batch: readonly WireEvent[]): Promise<void> => {
  const answer = await fetch(`${waymark.ingest}/v1/import`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${waymark.serverKey}:`)}`,
    },
    body: JSON.stringify({ batch }),
  })
  expect([answer.status, await answer.json()]).toEqual([200, { success: true }])
}

/** Each lives through their past, which comes in one request, and logs in today. */
const live = async (pasts: { readonly [userId: string]: Past }): Promise<void> => {
  const now = Date.now()
  const lives = Object.entries(pasts).map(async ([userId, past]) => {
    await importHistory(eventsOf(userId, past, now))
    await sendFromServer(waymark, { type: 'track', userId, event: 'Login' })
  })
  await Promise.all(lives)
}

const messagesOf = async (userId: string): Promise<readonly MessageItem[]> =>
  (
    await waymark.get<PersonDetail>(
      `/api/people/${encodeURIComponent(`${environment}/u/${userId}`)}`,
    )
  ).messages

/** What became last of each message to somebody: `day-ten` its guide, `day-ten.1` its e-mail. */
const lastOf = async (userId: string, engagement: string) =>
  (await messagesOf(userId)).find((message) => message.engagement === engagement)?.status

test('the days of a trial that began before Waymark came: who is stuck is helped on the day, and nobody for what is long past', async () => {
  await apply(waymark, trialDefinitions)
  await live({
    // The tenth day of both begins in a moment; Fay has reached value.
    sue: [
      [9, 'Signed Up'],
      [7, 'Product Created'],
    ],
    fay: [
      [9, 'Signed Up'],
      [9, 'Product Created'],
      [5, 'Data Received'],
    ],
    // A day and two more after the tutorial: the first reminder is long past, the second is due.
    john: [
      [3, 'Signed Up'],
      [3, 'Tutorial Finished'],
    ],
    danielle: [
      [3, 'Signed Up'],
      [3, 'Tutorial Finished'],
      [3, 'Product Created'],
    ],
  })
  await until(() => expect(mails.arrived).toHaveLength(2))
  const arrived = mails.arrived.map(({ to, mail }) => [to[0], mail.subject])
  expect(arrived.toSorted()).toEqual([
    ['john@example.com', 'Your product is two minutes away'],
    ['sue@example.com', 'Four days left'],
  ])
  await until(async () => {
    expect(await lastOf('sue', 'day-ten')).toBe('decided')
    expect(await lastOf('fay', 'day-ten')).toBe('suppressed')
    expect(await lastOf('fay', 'day-ten.1')).toBe('suppressed')
  })
  expect(await messagesOf('danielle')).toEqual([])

  // Now they act, live: John makes his product, Sue installs the code. Nothing more is said to either.
  await sendFromServer(waymark, { type: 'track', userId: 'john', event: 'Product Created' })
  await sendFromServer(waymark, { type: 'track', userId: 'sue', event: 'Data Received' })
  await until(async () => {
    expect(await lastOf('sue', 'day-ten')).toBe('withdrawn')
  })
  expect(mails.arrived).toHaveLength(2)
})

/** Two exports a day a month ago, one now and then since: an account that does much less than two weeks before. */
const pastOfAccount = (account: string): readonly WireEvent[] => {
  const midnight = Math.floor(Date.now() / day) * day
  const userId = `owner-of-${account}`
  const at = (daysAgo: number, hour: number) =>
    new Date(midnight - daysAgo * day + hour * 3_600_000).toISOString()
  const exports = [28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16].flatMap((daysAgo) => [
    at(daysAgo, 9),
    at(daysAgo, 15),
  ])
  const traits = { name: account.toUpperCase(), plan: 'pro', account_owner: 'Kim' }
  return [
    { type: 'identify', userId, timestamp: at(40, 9), traits: { email: `${userId}@example.com` } },
    { type: 'group', userId, groupId: account, timestamp: at(40, 10), traits },
    ...[...exports, at(9, 9), at(4, 9)].map((timestamp) => ({
      type: 'track' as const,
      userId,
      event: 'Report Exported',
      timestamp,
    })),
  ]
}

const fromOwnerOf = (account: string, event: string): Promise<string> =>
  sendFromServer(waymark, {
    type: 'track',
    userId: `owner-of-${account}`,
    event,
    context: { groupId: account },
  })

const openTasks = async (flow: string): Promise<readonly TaskItem[]> =>
  (await waymark.get<TaskList>('/api/tasks')).tasks.filter(({ from }) => from.id === flow)

const declineNow = async () =>
  (await waymark.get<FlowList>('/api/flows')).flows.find(({ id }) => id === 'decline')

test('accounts that do less than before: help first, then a human for 30 days, measured against those held out', async () => {
  const { url } = slack
  await apply(waymark, [
    { kind: 'endpoint', id: 'customer-success', type: 'slack', url },
    ...declineDefinitions,
  ])
  const accounts = Array.from({ length: 8 }, (_, i) => `acme-${i}`)
  for (const account of accounts) {
    await importHistory(pastOfAccount(account))
    await fromOwnerOf(account, 'Account Looked At')
  }
  await until(async () => {
    const { treated, heldOut } = (await declineNow()) ?? {}
    expect((treated?.entered ?? 0) + (heldOut?.entered ?? 0)).toBe(accounts.length)
    expect((await openTasks('decline')).length).toBe(treated?.entered)
  })
  const tasks = await openTasks('decline')
  expect(tasks.length).toBeGreaterThan(0)
  expect(tasks.length).toBeLessThan(accounts.length)
  for (const { title, id, routedTo, due = 0, at } of tasks) {
    expect([title, routedTo]).toEqual([`Turn ${id.toUpperCase()} round`, 'Kim'])
    expect(due - at).toBe(30 * day)
  }
  const treated = tasks.map(({ id }) => id).toSorted()
  const helped = () =>
    mails.arrived
      .filter(({ mail }) => mail.subject === 'Can we make your reports easier?')
      .map(({ to }) => /owner-of-(.+)@/.exec(to[0] ?? '')?.[1])
      .toSorted()
  await until(() => expect(helped()).toEqual(treated))
  await until(() => expect(slack.received.length).toBe(treated.length))

  // One of either kind is at work again: the playbook has won one, and so has doing nothing.
  const [won = ''] = treated
  const alone = accounts.find((account) => !treated.includes(account)) ?? ''
  for (const account of [won, alone])
    for (let i = 0; i < 10; i++) await fromOwnerOf(account, 'Report Exported')
  await until(async () => {
    expect(await declineNow()).toMatchObject({ treated: { won: 1 }, heldOut: { won: 1 } })
  })
  expect(helped()).toEqual(treated)
})

/** What the browser of somebody says they did with the survey. */
const answer = async (userId: string, score: number): Promise<void> => {
  const properties = { engagement: 'ask-nps', guide: 'nps' }
  const said = [
    { event: '$guide_rendered', properties },
    { event: '$guide_answered', properties: { ...properties, answers: { score } } },
    { event: '$guide_completed', properties },
  ].map((one, i) => ({ type: 'track', userId, messageId: `${userId}-${score}-${i}`, ...one }))
  const response = await fetch(`${waymark.ingest}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${waymark.writeKey}:`)}`,
    },
    body: JSON.stringify({ batch: said }),
  })
  expect(response.status).toBe(200)
}

test('a low score brings a human and Slack hears of it, a high one asks to tell others, and nobody is asked twice', async () => {
  const { url } = slack
  await apply(waymark, [{ kind: 'endpoint', id: 'customer-success', type: 'slack', url }])
  const playbook = new URL('../../examples/playbooks/listening.yaml', import.meta.url)
  expect(await waymark.command('apply', fileURLToPath(playbook))).toMatchObject({ status: 0 })
  const before = slack.received.length
  const scores = { una: 3, pam: 10 }
  for (const [userId, score] of Object.entries(scores)) {
    for (let i = 0; i < 3; i++)
      await sendFromServer(waymark, { type: 'track', userId, event: 'Report Exported' })
    await until(async () => expect(await lastOf(userId, 'ask-nps')).toBe('decided'))
    await answer(userId, score)
  }
  await until(async () => expect(await openTasks('detractor')).toHaveLength(1))
  const [task] = await openTasks('detractor')
  expect(task).toMatchObject({ id: 'una', title: 'Call somebody, who would not recommend us' })
  expect((task?.due ?? 0) - (task?.at ?? 0)).toBe(2 * day)
  await until(() => expect(slack.received).toHaveLength(before + 1))
  expect(slack.received.at(-1)?.body).toContain('Call somebody, who would not recommend us')
  await until(async () => expect(await lastOf('pam', 'promoter')).toBe('decided'))
  for (const userId of Object.keys(scores)) {
    await sendFromServer(waymark, { type: 'track', userId, event: 'Report Exported' })
    const asked = () => waymark.get<Explanation>('/api/explain', { person: userId, guide: 'nps' })
    await until(async () => {
      const [ask] = (await asked()).guides
      expect(ask?.now[0]?.gates.at(-1)).toMatchObject({ gate: 'caps', is: false })
    })
  }
  expect(await lastOf('una', 'promoter')).toBeUndefined()
})
