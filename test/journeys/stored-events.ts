import type { EventItem } from '@waymark/schemas/api/events'
import { expect } from 'vitest'
import type { Waymark } from '../support/waymark.ts'

/** What `waymark events --json` prints: everything stored, each message id once, oldest first. */
export const storedEvents = async (
  waymark: Pick<Waymark, 'command'>,
  ...filter: readonly string[]
): Promise<readonly EventItem[]> => {
  const { status, out, err } = await waymark.command('events', '--json', ...filter)
  if (status !== 0) throw new Error(`waymark events ended with ${status}: ${err}`)
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

/** Every one of these message ids is stored, each exactly once; nothing is there that was not sent. */
export const expectEachOnce = (
  stored: readonly EventItem[],
  acknowledged: Iterable<string>,
  sent: ReadonlySet<string>,
): void => {
  const times = new Map<string, number>()
  for (const { messageId } of stored) times.set(messageId, (times.get(messageId) ?? 0) + 1)
  const lost = [...acknowledged].filter((id) => !times.has(id))
  const doubled = [...times].flatMap(([id, n]) => (n > 1 ? [id] : []))
  const unknown = [...times.keys()].filter((id) => !sent.has(id))
  expect({ lost, doubled, unknown }).toEqual({ lost: [], doubled: [], unknown: [] })
}

/** What was done before, during and after an outage is stored once, beside every other kind of call that a server's client made. */
export const expectEveryCallOnce = (
  stored: readonly EventItem[],
  userId: string,
  calls: readonly EventItem['type'][] = ['alias', 'group', 'identify', 'page', 'screen'],
): void => {
  expect(stored.map(({ type, event }) => (type === 'track' ? event : type)).toSorted()).toEqual([
    'After The Outage',
    'Before The Outage',
    'During The Outage',
    'Visitor During The Outage',
    ...calls,
  ])
  expect(new Set(stored.map(({ messageId }) => messageId)).size).toBe(stored.length)
  expect(stored.find(({ event }) => event === 'During The Outage')).toMatchObject({
    userId,
    properties: { size: 3 },
    account: 'acme',
  })
}
