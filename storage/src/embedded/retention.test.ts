import { describe, expect, test } from 'vitest'
import { texts } from '../contract/event-log-under-test.ts'
import type { NewRecord } from '../event-log.ts'
import { createEmbeddedLog, type EmbeddedLog } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const DAY_MS = 86_400_000

const openAt = (dir: string, clock: { now: number }): Promise<EmbeddedLog> =>
  createEmbeddedLog({ dir, partitions: 1, retainEveryMs: 0 }, { now: () => clock.now })

const event = (value: string): NewRecord => ({
  topic: 'events',
  key: 'k',
  value: Buffer.from(value),
})

const state = (key: string, value: string | null): NewRecord => ({
  topic: 'state',
  key,
  value: value === null ? null : Buffer.from(value),
})

const kept = async (log: EmbeddedLog, topic: 'events' | 'state', last: string | null) => {
  const found: (string | null)[] = []
  const subscription = await log.subscribe({
    topics: [topic],
    from: () => 0,
    onBatch: ({ records }) => {
      found.push(...texts(records))
    },
  })
  await expect.poll(() => found.at(-1)).toBe(last)
  await subscription.stop()
  return found
}

const newestText = (log: EmbeddedLog, key: string): string | undefined => {
  const value = log.latest('state', key)?.value
  return value ? Buffer.from(value).toString() : undefined
}

describe('what a topic kept for a time forgets', () => {
  test('what is dated ahead by a clock that was wrong, once what came after it is too old', async () => {
    await using directory = await temporaryDirectory()
    const clock = { now: 100 * DAY_MS }
    const log = await openAt(directory.dir, clock)
    await log.append([event('well')])
    clock.now += 30 * DAY_MS
    for (let i = 0; i < 300; i++) await log.append([event(`ahead ${i}`)])
    clock.now -= 30 * DAY_MS - 1000
    await log.append([event('after')])
    clock.now += 6 * DAY_MS
    await log.retain()
    expect(await log.starts('events')).toEqual([0])
    await log.append([event('last')])
    clock.now += DAY_MS
    await log.retain()
    expect(await log.starts('events')).toEqual([302])
    expect(await kept(log, 'events', 'last')).toEqual(['last'])
    await log.close()
  })

  test('what is too old, also over a restart, and offsets go on where they were', async () => {
    await using directory = await temporaryDirectory()
    const clock = { now: 1_000_000 }
    let log = await openAt(directory.dir, clock)
    for (let i = 0; i < 600; i++) await log.append([event(`${i}`)])
    clock.now += 8 * DAY_MS
    await log.retain()
    expect(await log.starts('events')).toEqual([600])
    await log.close()
    log = await openAt(directory.dir, clock)
    expect(await log.starts('events')).toEqual([600])
    expect(await log.ends('events')).toEqual([600])
    const [position] = await log.append([event('new')])
    expect(position?.offset).toBe(600)
    expect(await kept(log, 'events', 'new')).toEqual(['new'])
    await log.close()
  })

  test('nothing that a group which ever committed has not passed', async () => {
    await using directory = await temporaryDirectory()
    const clock = { now: 1_000_000 }
    const log = await openAt(directory.dir, clock)
    for (const value of ['a', 'b', 'c', 'd']) await log.append([event(value)])
    await log.commit('fast', 'events', 0, 4)
    await log.commit('slow', 'events', 0, 2)
    clock.now += 8 * DAY_MS
    await log.retain()
    expect(await kept(log, 'events', 'd')).toEqual(['c', 'd'])
    await log.commit('slow', 'events', 0, 4)
    await log.retain()
    expect(await log.starts('events')).toEqual([4])
    await log.close()
  })

  test('nothing that is still young', async () => {
    await using directory = await temporaryDirectory()
    const clock = { now: 1_000_000 }
    const log = await openAt(directory.dir, clock)
    await log.append([event('old')])
    clock.now += 5 * DAY_MS
    await log.append([event('young')])
    clock.now += 3 * DAY_MS
    await log.retain()
    expect(await kept(log, 'events', 'young')).toEqual(['young'])
    await log.close()
  })
})

describe('what a topic that keeps the latest forgets', () => {
  test('superseded records that every group has passed; the newest of each key stays', async () => {
    await using directory = await temporaryDirectory()
    const log = await openAt(directory.dir, { now: 1_000_000 })
    await log.append([state('a', 'a1'), state('b', 'b1'), state('a', 'a2')])
    await log.commit('reader', 'state', 0, 3)
    await log.append([state('a', 'a3'), state('a', 'a4')])
    await log.retain()
    // a3 is superseded, but the reader has not seen it.
    expect(await kept(log, 'state', 'a4')).toEqual(['b1', 'a3', 'a4'])
    await log.commit('reader', 'state', 0, 5)
    await log.retain()
    expect(await kept(log, 'state', 'a4')).toEqual(['b1', 'a4'])
    expect([newestText(log, 'a'), newestText(log, 'b')]).toEqual(['a4', 'b1'])
    await log.close()
  })

  test('nothing younger than its lag while no group reads it', async () => {
    await using directory = await temporaryDirectory()
    const clock = { now: 1_000_000 }
    const log = await openAt(directory.dir, clock)
    await log.append([state('a', 'a1')])
    clock.now += 2 * DAY_MS
    await log.append([state('a', 'a2')])
    await log.append([state('a', 'a3')])
    clock.now += 2 * DAY_MS
    await log.retain()
    expect(await kept(log, 'state', 'a3')).toEqual(['a2', 'a3'])
    clock.now += 2 * DAY_MS
    await log.retain()
    expect(await kept(log, 'state', 'a3')).toEqual(['a3'])
    await log.close()
  })

  test('a deleted key with its deletion, once everybody has passed it, and never the other way round', async () => {
    await using directory = await temporaryDirectory()
    const log = await openAt(directory.dir, { now: 1_000_000 })
    await log.append([state('a', 'a1'), state('a', null), state('b', 'b1')])
    expect(newestText(log, 'a')).toBeUndefined()
    await log.commit('reader', 'state', 0, 1)
    await log.retain()
    expect(await kept(log, 'state', 'b1')).toEqual([null, 'b1'])
    expect(newestText(log, 'a')).toBeUndefined()
    await log.commit('reader', 'state', 0, 3)
    await log.retain()
    expect(await kept(log, 'state', 'b1')).toEqual(['b1'])
    await log.append([state('a', 'a2')])
    expect(newestText(log, 'a')).toBe('a2')
    await log.close()
  })

  test('the newest record stays even if it is a deletion, so that who reads up to the end gets there', async () => {
    await using directory = await temporaryDirectory()
    const log = await openAt(directory.dir, { now: 1_000_000 })
    await log.append([state('a', 'a1'), state('b', 'b1'), state('b', null)])
    await log.commit('reader', 'state', 0, 3)
    await log.retain()
    await log.retain()
    expect(await kept(log, 'state', null)).toEqual(['a1', null])
    await log.append([state('c', 'c1')])
    await log.commit('reader', 'state', 0, 4)
    await log.retain()
    expect(await kept(log, 'state', 'c1')).toEqual(['a1', 'c1'])
    await log.close()
  })

  test('the same as a plain map would keep, after any number of writes, passes and restarts', async () => {
    await using directory = await temporaryDirectory()
    const clock = { now: 1_000_000 }
    let log = await openAt(directory.dir, clock)
    const expected = new Map<string, string>()
    let seed = 7
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    for (let round = 0; round < 30; round++) {
      const records = Array.from({ length: random(200) }, (_, i): NewRecord => {
        const key = `key ${random(60)}`
        if (random(10) === 0) {
          expected.delete(key)
          return state(key, null)
        }
        expected.set(key, `${round}/${i}`)
        return state(key, `${round}/${i}`)
      })
      await log.append(records)
      const [end = 0] = await log.ends('state')
      if (random(2) === 0) await log.commit('reader', 'state', 0, end - random(Math.min(end, 50)))
      if (random(2) === 0) await log.retain()
      if (random(5) === 0) {
        await log.close()
        log = await openAt(directory.dir, clock)
      }
      for (let i = 0; i < 60; i++) {
        expect(newestText(log, `key ${i}`)).toBe(expected.get(`key ${i}`))
      }
    }
    const [end = 0] = await log.ends('state')
    await log.commit('reader', 'state', 0, end)
    await log.retain()
    const [last] = await log.append([state('end', 'end')])
    const left = await kept(log, 'state', 'end')
    expect(last?.offset).toBe(end)
    expect(new Set(left.slice(0, -1))).toEqual(new Set(expected.values()))
    expect(left).toHaveLength(expected.size + 1)
    await log.close()
  })
})
