import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test, vi } from 'vitest'
import type { WaitingEvent } from './event-store.ts'
import { createIndexedDbStore } from './indexed-db-store.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

const limits = { maxBytes: 1000, maxAgeMs: 1 }
const event = (id: string, bytes = 100): WaitingEvent => ({
  id,
  at: 0,
  purpose: id.startsWith('g') ? 'guides' : 'analytics',
  json: '{}',
  bytes,
})
const ids = (events: readonly WaitingEvent[]) => events.map(({ id }) => id)

test('events come back in the order of their ids, to every tab', async () => {
  const [one, other] = [createIndexedDbStore('shop', limits), createIndexedDbStore('shop', limits)]
  await one.add([event('b'), event('c')])
  await other.add([event('a')])
  expect(ids(await one.read(10))).toEqual(['a', 'b', 'c'])
  expect(ids(await other.read(2))).toEqual(['a', 'b'])
  expect(await createIndexedDbStore('other', limits).read(10)).toEqual([])
})

test('the oldest make room, and are counted once', async () => {
  const store = createIndexedDbStore('shop', limits)
  await store.add(['a', 'b', 'c', 'd'].map((id) => event(id, 300)))
  expect(ids(await store.read(10))).toEqual(['b', 'c', 'd'])
  expect(await store.remove(['b'])).toBe(1)
  expect(await store.remove(['c'])).toBe(0)
})

test('what two tabs remove frees its bytes once', async () => {
  const store = createIndexedDbStore('shop', limits)
  await store.add([event('a', 600), event('b', 400)])
  await Promise.all([store.remove(['a']), store.remove(['a']), store.remove(['unknown'])])
  await store.add([event('c', 600)])
  expect(ids(await store.read(10))).toEqual(['b', 'c'])
  await store.add([event('d', 1)])
  expect(ids(await store.read(10))).toEqual(['c', 'd'])
})

test('what one purpose kept can be deleted alone', async () => {
  const store = createIndexedDbStore('shop', limits)
  await store.add([event('a'), event('g'), event('h')])
  await store.clear('analytics')
  expect(ids(await store.read(10))).toEqual(['g'])
})

test('a browser without IndexedDB rejects, and says why', async () => {
  vi.stubGlobal('indexedDB', undefined)
  await expect(createIndexedDbStore('shop', limits).read(1)).rejects.toThrow(TypeError)
})
