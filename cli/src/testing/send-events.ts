import type { EventItem } from '@waymark/schemas/api/events'
import type { Waymark } from './start-waymark.ts'

/** An event as a test tells it. */
export interface Sent {
  readonly id: string
  readonly user: string
  readonly event?: string
  readonly account?: string
}

/** The server key of a running instance. */
export const serverKeyOf = async (waymark: Waymark): Promise<string> =>
  JSON.parse((await waymark.run('keys', 'list', '--json')).out).serverKey

/** Sends events and resolves once they were accepted. */
export const sendEvents = async (
  waymark: Waymark,
  serverKey: string,
  events: readonly Sent[],
): Promise<void> => {
  const batch = events.map(({ id, user, event = 'Product Created', account }) => ({
    type: 'track',
    messageId: id,
    userId: user,
    event,
    ...(account === undefined ? {} : { context: { groupId: account } }),
  }))
  await sendBatch(waymark, serverKey, batch)
}

/** Sends events in the shape of the wire. */
export const sendBatch = async (
  waymark: Waymark,
  serverKey: string,
  batch: readonly object[],
): Promise<void> => {
  const answer = await fetch(`${waymark.url()}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${serverKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ batch }),
  })
  if (answer.status !== 200) throw new Error(`refused: ${answer.status} ${await answer.text()}`)
}

/** Many events of one person, with ids of their own. */
export const many = (from: number, count: number, user: string): readonly Sent[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${user}-${from + i}`, user }))

/** What `waymark events --json` printed. */
export const eventsOf = (out: string): readonly EventItem[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
