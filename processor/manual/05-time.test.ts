import { expect, test } from 'vitest'
import { createWorld, day, hour, minute } from './support/world.ts'

/*
 * Rules speak of time: within a week, for three days, not for a day. Nothing polls for that. Each state knows the next instant
 * at which time alone may change something, and is woken then: to the millisecond, and at that instant, even when late.
 */

const segment = (id: string, rule: object) => ({ kind: 'segment', id, level: 'person', rule })
const flips = (world: ReturnType<typeof createWorld>, id: string) =>
  world
    .all('segment')
    .filter((s) => s.id === id)
    .map((s) => [s.is, s.at])

test('An event leaves a window exactly its length after it happened', () => {
  const world = createWorld(segment('recent', { did: { event: 'Login', within: '1h' } }))
  const start = world.now
  world.send({ userId: 'ann', event: 'Login' })
  world.pass(hour - 1)
  expect(world.person('ann').seg.recent).toBe(start)
  world.pass(1)
  expect(world.person('ann').seg.recent).toBeUndefined()
  expect(flips(world, 'recent')).toEqual([
    [true, start],
    [false, start + hour],
  ])
})

test('A count in a window falls one by one', () => {
  const world = createWorld(
    segment('busy', { did: { event: 'Login', count: { gte: 2 }, within: '1h' } }),
    segment('once', { did: { event: 'Login', count: { eq: 1 }, within: '1h' } }),
  )
  const start = world.now
  for (let i = 0; i < 3; i++) {
    world.send({ userId: 'ann', event: 'Login' })
    world.pass(10 * minute)
  }
  world.pass(2 * hour)
  expect(flips(world, 'busy')).toEqual([
    [true, start + 10 * minute],
    [false, start + 70 * minute],
  ])
  expect(flips(world, 'once')).toEqual([
    [true, start],
    [false, start + 10 * minute],
    [true, start + 70 * minute],
    [false, start + 80 * minute],
  ])
})

test('“Has not done X for a day” becomes true a day after the last time, though nothing arrives then', () => {
  const world = createWorld(segment('silent', { not: { did: { event: 'Login', within: '1d' } } }))
  world.send({ userId: 'ann', event: 'Login' })
  world.pass(hour)
  const last = world.now
  world.send({ userId: 'ann', event: 'Login' })
  world.pass(3 * day)
  expect(flips(world, 'silent')).toEqual([[true, last + day]])
})

test('It is plain negation: somebody who never did it is silent from the first second', () => {
  const world = createWorld(segment('silent', { not: { did: { event: 'Login', within: '1d' } } }))
  world.send({ userId: 'ann', event: 'Something Else' })
  expect(flips(world, 'silent')).toEqual([[true, world.now]])
})

test('“For three days” is true after three days without a break', () => {
  const world = createWorld(
    segment('trialist', { trait: { name: 'plan', eq: 'trial', for: '3d' } }),
    segment('stuck', { lifecycle: { is: 'trial', for: '3d' } }),
  )
  const start = world.now
  world.send({ type: 'identify', userId: 'ann', traits: { plan: 'trial' } })
  world.pass(2 * day)
  world.send({ type: 'identify', userId: 'ann', traits: { plan: 'trial' } })
  world.pass(5 * day)
  expect(flips(world, 'trialist')).toEqual([[true, start + 3 * day]])
  expect(flips(world, 'stuck')).toEqual([[true, start + 3 * day]])
})

test('A definition may wait for another one, and for how long it has held', () => {
  const world = createWorld(
    segment('silent', { not: { did: { event: 'Login', within: '1d' } } }),
    segment('gone', { segment: { id: 'silent', for: '6d' } }),
  )
  const start = world.now
  world.send({ userId: 'ann', event: 'Login' })
  world.pass(30 * day)
  expect(flips(world, 'gone')).toEqual([[true, start + 7 * day]])
})

test('A date in a trait is reached like any other instant', () => {
  const world = createWorld(segment('renewed', { trait: { name: 'renewal', within: '7d' } }))
  const renewal = world.now + 3 * day
  const traits = { renewal: new Date(renewal).toISOString() }
  world.send({ type: 'identify', userId: 'ann', traits })
  world.pass(30 * day)
  expect(flips(world, 'renewed')).toEqual([
    [true, renewal],
    [false, renewal + 7 * day],
  ])
})

test('After downtime each deadline that has passed takes effect at its own instant, in order', () => {
  const world = createWorld(
    segment('recent', { did: { event: 'Login', within: '1h' } }),
    segment('silent', { not: { did: { event: 'Login', within: '1d' } } }),
    segment('lost', { segment: { id: 'silent', for: '2d' } }),
  )
  const start = world.now
  world.send({ userId: 'ann', event: 'Login' })
  world.sleep(10 * day)
  expect(world.all('segment')).toHaveLength(1)
  world.pass(0)
  expect(world.all('segment').map((s) => [s.id, s.is, s.at])).toEqual([
    ['recent', true, start],
    ['recent', false, start + hour],
    ['silent', true, start + day],
    ['lost', true, start + 3 * day],
  ])
})

test('What arrives after downtime is folded after everything that fell due before it', () => {
  const world = createWorld(segment('silent', { not: { did: { event: 'Login', within: '1d' } } }))
  const start = world.now
  world.send({ userId: 'ann', event: 'Login' })
  world.sleep(10 * day)
  world.send({ userId: 'ann', event: 'Login' })
  expect(flips(world, 'silent')).toEqual([
    [true, start + day],
    [false, start + 10 * day],
  ])
})

test('A person about whom nothing can change by time alone is never woken', () => {
  const world = createWorld(segment('doer', { did: { event: 'Login', count: { gte: 2 } } }))
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.person('ann').due).toBeUndefined()
})
