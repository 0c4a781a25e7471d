import { beforeEach, expect, test, vi } from 'vitest'
import type { EventStore, WaitingEvent } from './event-store.ts'
import { createTabLock } from './locks.ts'
import { createOutbox } from './outbox.ts'
import type { Answer } from './transport.ts'

const day = 86_400_000
const now = 100 * day

const event = (id: string, at = now): WaitingEvent => ({
  id,
  at,
  purpose: 'analytics',
  json: JSON.stringify({ messageId: id }),
  bytes: 20,
})

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true })
})

/** An outbox whose server answers as told; `sent` resolves once so many requests were answered. */
const begin = (answers: readonly Answer[], store?: EventStore) => {
  const requests: string[][] = []
  const dropped: number[] = []
  const reports: string[] = []
  let clock = now
  const outbox = createOutbox(
    { writeKey: 'wk_1', limits: { maxBytes: 100, maxAgeMs: 6 * day }, flushAfterMs: 0 },
    {
      transport: {
        post: async (_, body) => {
          const { batch } = JSON.parse(body) as { batch: { messageId: string }[] }
          requests.push(batch.map(({ messageId }) => messageId))
          return answers[requests.length - 1] ?? { kind: 'ok', body: undefined }
        },
      },
      store,
      lock: createTabLock(false),
      tell: () => {},
      context: () => ({}),
      proof: { get: async () => undefined, current: () => ({ token: undefined }), set: () => {} },
      report: (kind) => reports.push(kind),
      onDropped: (count) => dropped.push(count),
      onSent: () => {},
      now: () => clock,
      random: () => 0,
    },
  )
  return { outbox, requests, dropped, reports, pass: (ms: number) => (clock += ms) }
}

test('what is older than six days is dropped and counted, as ingest may have forgotten its id', async () => {
  const { outbox, requests, dropped } = begin([])
  outbox.add(event('old', now - 7 * day))
  outbox.add(event('new'))
  await expect.poll(() => requests).toEqual([['new']])
  expect(dropped).toEqual([1])
})

test('without a store the newest stay in memory, and the rest is counted', async () => {
  const { outbox, requests, dropped } = begin([])
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) outbox.add(event(id))
  await expect.poll(() => requests).toEqual([['c', 'd', 'e', 'f', 'g']])
  expect(dropped).toEqual([2])
})

test('a store that breaks is told once, and memory goes on', async () => {
  const broken = async () => {
    throw new Error('quota')
  }
  const store = { add: broken, read: broken, remove: broken, clear: broken }
  const { outbox, requests, reports } = begin([], store)
  outbox.add(event('a'))
  await expect.poll(() => requests).toEqual([['a']])
  expect(reports).toEqual(['storage'])
})

test('a page that goes hands over what is under way, once', async () => {
  const { outbox, requests } = begin([])
  outbox.add(event('a'))
  outbox.leave(true)
  outbox.leave(true)
  outbox.leave(false)
  await outbox.flush()
  expect(requests).toEqual([['a']])
})

test('a page that has gone sends what it still tracks at once, and neither holds the lock nor waits for it', async () => {
  const { outbox, requests } = begin([])
  outbox.leave(true)
  outbox.add(event('a'))
  expect(requests).toEqual([['a']])
  await outbox.flush()
  expect(requests).toEqual([['a']])
})

test('a page that goes asks nothing of a server that wants a pause', async () => {
  const { outbox, requests, pass } = begin([{ kind: 'later', afterMs: 60_000 }])
  outbox.add(event('a'))
  await expect.poll(() => requests).toEqual([['a']])
  await outbox.flush()
  outbox.leave(true)
  expect(requests).toHaveLength(1)
  pass(60_001)
  outbox.back()
  await outbox.flush()
  expect(requests).toEqual([['a'], ['a']])
  outbox.stop()
})

test('what another tab has sent is not sent again', async () => {
  const { outbox, requests } = begin([])
  outbox.add(event('a'))
  outbox.add(event('b'))
  outbox.sentElsewhere(['a'])
  await expect.poll(() => requests).toEqual([['b']])
})
