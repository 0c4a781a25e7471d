import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAcceptedIds } from '../src/shell/accepted-ids.ts'
import { openCache } from '../src/shell/cache.ts'
import { withoutDuplicates } from '../src/shell/duplicates.ts'
import { countsIn, createWorld, day, hour, minute, type World } from './support/world.ts'

/*
 * Networks deliver twice, late and out of order, and clients' clocks are wrong. None of it may count twice or move history.
 */

const busy = {
  kind: 'segment',
  id: 'busy',
  level: 'person',
  rule: { did: { event: 'Card Moved', count: { gte: 2 }, within: '1h' } },
}
const countOf = (world: World): number | undefined => countsIn(world.person('ann').leaves)[0]?.n

test('A record that the log gives a second time is skipped: its offset is at or below what the state has applied', () => {
  const world = createWorld(busy)
  world.send({ userId: 'ann', event: 'Card Moved' })
  const [step] = world.steps
  if (step) world.put(step.subject, step.input)
  expect(countOf(world)).toBe(1)
  expect(world.steps).toHaveLength(1)
})

test('A request that a client sends again is known by its message ids and counts once', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-manual-'))
  const cache = openCache(dir)
  const ids = createAcceptedIds(cache, { most: 100, clock: Date.now })
  const world = createWorld(busy)
  world.send({ userId: 'ann', event: 'Card Moved' })
  const input = world.steps[0]?.input
  if (input?.kind !== 'events') throw new Error('no record was folded')
  expect(withoutDuplicates('test/u/ann', input, ids)).toEqual(input)
  const retried = withoutDuplicates('test/u/ann', { ...input, offset: input.offset + 1 }, ids)
  world.put('test/u/ann', retried)
  expect(countOf(world)).toBe(1)
  const ofAnother = { ...input, offset: input.offset + 2 }
  expect(withoutDuplicates('test/u/bob', ofAnother, ids)).toEqual(ofAnother)
  await cache.close()
  await rm(dir, { recursive: true })
})

test('A late event counts at the time when it happened, not when it arrived', () => {
  const world = createWorld(busy)
  const start = world.now
  const earlier = new Date(start - 50 * minute).toISOString()
  world.send({ userId: 'ann', event: 'Card Moved' })
  world.send({ userId: 'ann', event: 'Card Moved', timestamp: earlier })
  world.pass(hour)
  expect(world.all('segment').map((s) => [s.is, s.at])).toEqual([
    [true, start],
    [false, start + 10 * minute],
  ])
})

test('A client’s clock that is wrong is corrected by what it said the time was when it sent', () => {
  const world = createWorld(busy)
  const fastBy = 3 * hour
  const timestamp = new Date(world.now + fastBy - 5 * minute).toISOString()
  world.send({ userId: 'ann', event: 'Card Moved', timestamp }, { skew: -fastBy })
  expect(countsIn(world.person('ann').leaves)[0]?.first).toBe(world.now - 5 * minute)
})

test('Nothing happens in the future: what claims to is taken to have happened on arrival', () => {
  const world = createWorld(busy)
  const timestamp = new Date(world.now + 9 * day).toISOString()
  world.send({ userId: 'ann', event: 'Card Moved', timestamp })
  expect(world.person('ann').last).toBe(world.now)
})

test('A clock that is decades slow moves nothing further back than ten years', () => {
  const world = createWorld(busy)
  world.send({ userId: 'ann', event: 'Card Moved', timestamp: '0001-01-01T00:00:00Z' })
  expect(world.person('ann').first).toBe(world.now - 3652.5 * day)
})

test('Imported history begins in 1970', () => {
  const world = createWorld(busy)
  const imported = { kind: 'import', source: 'import' } as const
  world.send({ userId: 'ann', event: 'Card Moved', timestamp: '2003-05-01T00:00:00Z' }, imported)
  expect(world.person('ann').first).toBe(Date.parse('2003-05-01T00:00:00Z'))
  world.send({ userId: 'ann', event: 'Card Moved', timestamp: '0001-01-01T00:00:00Z' }, imported)
  expect(world.person('ann').first).toBe(0)
})

test('A time that cannot be read is the time of arrival', () => {
  const world = createWorld(busy)
  world.send({ userId: 'ann', event: 'Card Moved', timestamp: 'yesterday, about noon' })
  expect(world.person('ann').last).toBe(world.now)
})

test('A person’s clock never goes back, whatever arrives', () => {
  const world = createWorld(busy)
  world.send({ userId: 'ann', event: 'Card Moved' })
  const old = new Date(world.now - 30 * day).toISOString()
  world.send(
    { userId: 'ann', event: 'Card Moved', timestamp: old },
    { kind: 'import', source: 'import' },
  )
  expect(world.person('ann').clock).toBe(world.now)
  expect(world.person('ann').first).toBe(Date.parse(old))
})

test('What was kept offline for more than three days is folded and alerts nobody', () => {
  const world = createWorld({
    kind: 'pql',
    id: 'ready',
    level: 'person',
    fit: { did: { event: 'Limit Reached' } },
    alert: { to: ['hook'] },
  })
  const old = (ago: number) => new Date(world.now - ago).toISOString()
  world.send({ userId: 'ann', event: 'Limit Reached', timestamp: old(73 * hour) })
  world.send({ userId: 'bob', event: 'Limit Reached', timestamp: old(71 * hour) })
  expect(world.all('pql').map((p) => p.subject)).toEqual(['test/u/ann', 'test/u/bob'])
  expect(world.all('alert').map((a) => a.subject)).toEqual(['test/u/bob'])
})
