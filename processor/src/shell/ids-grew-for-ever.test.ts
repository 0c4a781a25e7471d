import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from 'lmdb'
import { expect, test } from 'vitest'
import { createAcceptedIds } from './accepted-ids.ts'
import { openCache } from './cache.ts'

const day = 86_400_000
const subject = 'test/u/ann'

/** An instance that is looked after once a day, on which as many ids come. */
const createInstance = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-ids-'))
  const clock = { now: 100 * day }
  let cache = openCache(dir)
  let ids = createAcceptedIds(cache, { most: 100_000, clock: () => clock.now })
  let offset = 0
  return {
    clock,
    liveADay: async (perDay: number): Promise<void> => {
      for (let i = 0; i < perDay; i++) {
        const place = { partition: 0, offset: offset++, index: 0 }
        ids.accept(subject, `${clock.now / day}-${i}`, place)
      }
      ids.save()
      ids.tidy()
      await cache.flushed()
      clock.now += day
    },
    restart: async (): Promise<void> => {
      await cache.close()
      cache = openCache(dir)
      ids = createAcceptedIds(cache, { most: 100_000, clock: () => clock.now })
    },
    isKnown: (dayNumber: number, i: number): boolean =>
      ids.isDuplicate(subject, `${dayNumber}-${i}`, { partition: 0, offset: -1, index: 0 }),
    fileBytes: async (): Promise<number> => (await stat(join(dir, 'cache', 'data.mdb'))).size,
    [Symbol.asyncDispose]: async () => {
      await cache.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

test('more ids came than were looked through, and the cache grew for ever', async () => {
  await using instance = await createInstance()
  const perDay = 9000
  for (let date = 100; date < 120; date++) await instance.liveADay(perDay)
  const early = await instance.fileBytes()
  for (let date = 120; date < 160; date++) {
    await instance.liveADay(perDay)
    const inTheWindow = [0, 1, 6].map((ago) => instance.isKnown(date - ago, 17))
    expect([date, ...inTheWindow]).toEqual([date, true, true, true])
    expect([date, instance.isKnown(date - 8, 17)]).toEqual([date, false])
    if (date % 7 === 0) await instance.restart()
  }
  expect(await instance.fileBytes()).toBeLessThan(1.3 * early)
})

test('what an earlier version kept counts for its time, and goes', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-ids-'))
  const first = openCache(dir)
  await first.close()
  const root = open({ path: join(dir, 'cache'), maxDbs: 8, encoding: 'binary' })
  await root.openDB({ name: 'ids', encoding: 'string' }).put(`${subject}\nm1`, '0.5.0 100')
  await root.close()

  const cache = openCache(dir)
  const clock = { now: 101 * day }
  const ids = createAcceptedIds(cache, { most: 10, clock: () => clock.now })
  const elsewhere = { partition: 0, offset: 9, index: 0 }
  ids.tidy()
  expect(ids.isDuplicate(subject, 'm1', elsewhere)).toBe(true)
  expect(ids.isDuplicate(subject, 'm1', { ...elsewhere, offset: 5 })).toBe(false)
  clock.now = 108 * day
  expect(ids.isDuplicate(subject, 'm1', elsewhere)).toBe(false)
  for (const later of [110, 119]) {
    clock.now = later * day
    ids.tidy()
    await cache.flushed()
  }
  expect(cache.ids.seen(`${subject}\nm1`)).toBeUndefined()
  await cache.close()
  await rm(dir, { recursive: true, force: true })
})

test('a clock that was a year ahead for a moment forgets nothing that still counts, and keeps nothing for longer', async () => {
  await using instance = await createInstance()
  for (let date = 100; date < 105; date++) await instance.liveADay(1)
  instance.clock.now += 365 * day
  await instance.liveADay(1)
  instance.clock.now -= 366 * day
  for (let date = 105; date < 107; date++) await instance.liveADay(1)
  expect([100, 103, 104, 105].map((date) => instance.isKnown(date, 0))).toEqual([
    true,
    true,
    true,
    true,
  ])
})
