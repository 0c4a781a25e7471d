import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAcceptedIds } from './accepted-ids.ts'
import { openCache } from './cache.ts'

const day = 86_400_000

test('a message id is remembered for the seven days in which a client may send it again, and then forgotten', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-ids-'))
  const cache = openCache(dir)
  const clock = { now: 100 * day }
  const ids = createAcceptedIds(cache, { most: 2, clock: () => clock.now })
  const at = { partition: 0, offset: 1, index: 0 }
  const again = { ...at, offset: 9 }
  for (const message of ['a', 'b', 'c']) ids.accept('test/u/ann', message, at)
  ids.save()
  await cache.flushed()
  expect(ids.isDuplicate('test/u/ann', 'a', at)).toBe(false)
  expect(ids.isDuplicate('test/u/ann', 'a', again)).toBe(true)
  expect(ids.isDuplicate('test/u/bob', 'a', again)).toBe(false)

  clock.now += 7 * day
  ids.tidy()
  await cache.flushed()
  expect(
    createAcceptedIds(cache, { most: 2, clock: () => clock.now }).isDuplicate(
      'test/u/ann',
      'a',
      again,
    ),
  ).toBe(true)

  clock.now += day
  ids.tidy()
  ids.tidy()
  clock.now += day
  ids.tidy()
  await cache.flushed()
  expect(
    createAcceptedIds(cache, { most: 2, clock: () => clock.now }).isDuplicate(
      'test/u/ann',
      'a',
      again,
    ),
  ).toBe(false)
  await cache.close()
  await rm(dir, { recursive: true, force: true })
})
