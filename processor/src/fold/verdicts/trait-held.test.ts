import { expect, test } from 'vitest'
import { createWorld, day, hour, type World } from '../../../manual/support/world.ts'

const large = {
  kind: 'segment',
  id: 'large',
  level: 'person',
  rule: { trait: { name: 'seats', gte: 20, for: '3d' } },
}
const other = { kind: 'segment', id: 'other', level: 'person', rule: { did: { event: 'X' } } }
const say = (world: World, seats: number, who: object = { userId: 'ann' }): void =>
  world.send({ type: 'identify', ...who, traits: { seats } })
const flips = (world: World): readonly (readonly [boolean, number])[] =>
  world.all('segment').flatMap((s) => (s.id === 'large' ? [[s.is, s.at] as const] : []))

test('a condition goes on holding while the value changes and satisfies it, and starts anew when it has not', () => {
  const world = createWorld(large)
  const began = world.now
  say(world, 20)
  world.pass(2 * day)
  say(world, 25)
  world.pass(2 * day)
  expect(flips(world)).toEqual([[true, began + 3 * day]])
  say(world, 5)
  world.pass(hour)
  say(world, 30)
  const again = world.now
  world.pass(4 * day)
  expect(flips(world).slice(1)).toEqual([
    [false, again - hour],
    [true, again + 3 * day],
  ])
})

test('a rule that is published later counts from when the value came', () => {
  const world = createWorld(other)
  say(world, 20)
  world.pass(5 * day)
  world.redefine(other, large)
  world.send({ event: 'X', userId: 'ann' })
  expect(flips(world)).toEqual([[true, world.now]])
})

test('what held of an anonymous visitor goes on holding of who they become', () => {
  const world = createWorld(large)
  const began = world.now
  say(world, 20, { anonymousId: 'b1' })
  world.pass(day)
  say(world, 25, { anonymousId: 'b1' })
  world.pass(day)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  world.pass(3 * day)
  expect(flips(world)).toEqual([[true, began + 3 * day]])
  expect(world.visitor('b1').held).toBeUndefined()
})

test('nothing is kept for a condition that does not hold, or that no rule asks for any more', () => {
  const world = createWorld(large)
  say(world, 20)
  expect(Object.values(world.person('ann').held ?? {})).toEqual([world.now])
  say(world, 5)
  expect(world.person('ann').held).toBeUndefined()
  say(world, 20)
  world.redefine(other)
  world.send({ event: 'X', userId: 'ann' })
  expect(world.person('ann').held).toBeUndefined()
})

const unnamed = (level: 'person' | 'account') => ({
  kind: 'segment',
  id: 'large',
  level,
  rule: { trait: { name: 'seats', exists: false, for: '3d' } },
})

const did = (world: World, at: number): void =>
  world.send({
    event: 'X',
    userId: 'ann',
    timestamp: new Date(at).toISOString(),
    context: { groupId: 'acme' },
  })

test('what was never said of a person has been missing since the earliest event known, though it came late', () => {
  const world = createWorld(unnamed('person'))
  const began = world.now
  did(world, began)
  world.pass(hour)
  did(world, began - 2 * day)
  world.pass(4 * day)
  expect(flips(world)).toEqual([[true, began + day]])
})

test('what was never said of an account has been missing since it first heard of a member, and nothing late changes that', () => {
  const world = createWorld(unnamed('account'))
  const began = world.now
  did(world, began)
  world.pass(hour)
  did(world, began - 2 * day)
  world.pass(4 * day)
  expect(flips(world)).toEqual([[true, began + 3 * day]])
})
