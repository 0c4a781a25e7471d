import type { MessageItem, PersonDetail, WireEvent } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { startMailServer } from '../support/mail-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, environment, startUp, type Waymark } from '../support/waymark.ts'
import { sendFromServer } from './send-from-server.ts'
import { trialDefinitions } from './trial-definitions.ts'

const day = 86_400_000

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

const importEvent = async (waymark: Waymark, event: WireEvent): Promise<void> => {
  const answer = await fetch(`${waymark.ingest}/v1/import`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${waymark.serverKey}:`)}`,
    },
    body: JSON.stringify({ batch: [event] }),
  })
  expect([answer.status, await answer.json()]).toEqual([200, { success: true }])
}

/** Each lives through their past, a request for each deed, and logs in today. */
const live = async (
  waymark: Waymark,
  pasts: { readonly [userId: string]: Past },
): Promise<void> => {
  const now = Date.now()
  const lives = Object.entries(pasts).map(async ([userId, past]) => {
    for (const event of eventsOf(userId, past, now)) await importEvent(waymark, event)
    await sendFromServer(waymark, { type: 'track', userId, event: 'Login' })
  })
  await Promise.all(lives)
}

const messagesOf = async (waymark: Waymark, userId: string): Promise<readonly MessageItem[]> =>
  (
    await waymark.get<PersonDetail>(
      `/api/people/${encodeURIComponent(`${environment}/u/${userId}`)}`,
    )
  ).messages

/** What became last of each message to somebody: `day-ten` its guide, `day-ten.1` its e-mail. */
const lastOf = async (waymark: Waymark, userId: string, engagement: string) =>
  (await messagesOf(waymark, userId)).find((message) => message.engagement === engagement)?.status

test('the days of a trial that began before Waymark came: who is stuck is helped on the day, and nobody for what is long past', async () => {
  await using data = await temporaryDirectory()
  await using mails = await startMailServer()
  await using waymark = await startUp({
    data: data.path,
    env: { WAYMARK_SMTP_URL: mails.url, WAYMARK_MAIL_FROM: 'Acme <hello@acme.example>' },
  })
  await apply(waymark, trialDefinitions)
  await live(waymark, {
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
    expect(await lastOf(waymark, 'sue', 'day-ten')).toBe('decided')
    expect(await lastOf(waymark, 'fay', 'day-ten')).toBe('suppressed')
    expect(await lastOf(waymark, 'fay', 'day-ten.1')).toBe('suppressed')
  })
  expect(await messagesOf(waymark, 'danielle')).toEqual([])

  // Now they act, live: John makes his product, Sue installs the code. Nothing more is said to either.
  await sendFromServer(waymark, { type: 'track', userId: 'john', event: 'Product Created' })
  await sendFromServer(waymark, { type: 'track', userId: 'sue', event: 'Data Received' })
  await until(async () => {
    expect(await lastOf(waymark, 'sue', 'day-ten')).toBe('withdrawn')
  })
  expect(mails.arrived).toHaveLength(2)
})
