import { expect, test } from 'vitest'
import { createWorld, day, minute } from './support/world.ts'

/*
 * Somebody is anonymous until they say who they are. From then on all that was done under the anonymous id is theirs. An
 * anonymous id belongs to the first user who shows it; two identified people are never made one.
 */

const created = {
  kind: 'milestone',
  id: 'product-created',
  level: 'person',
  order: 1,
  reached: { did: { event: 'Product Created', count: { gte: 2 } } },
}
const countOf = (state: { readonly leaves: object } | undefined): number =>
  Object.values(state?.leaves ?? {})[0]?.n ?? 0

const annFrom = (browser = 'b1') => {
  const world = createWorld(created)
  world.send({ anonymousId: browser, event: 'Product Created' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: browser })
  return world
}

test('What a visitor did is theirs once they say who they are', () => {
  const world = annFrom()
  world.send({ userId: 'ann', event: 'Product Created' })
  expect(world.all('milestone').map((m) => [m.subject, m.what])).toEqual([
    ['test/u/ann', 'reached'],
  ])
  expect(world.all('merged').map((m) => [m.subject, m.into])).toEqual([['test/a/b1', 'test/u/ann']])
  expect(world.all('absorbed').map((m) => m.from)).toEqual(['test/a/b1'])
})

test('The visitor keeps nothing: nobody is counted twice', () => {
  const world = annFrom()
  expect(world.visitor('b1')).toMatchObject({ as: 'test/u/ann', leaves: {}, traits: {}, mile: {} })
  expect(world.visitor('b1').due).toBeUndefined()
})

test('Milestones keep the earliest date, and the further lifecycle state wins', () => {
  const world = createWorld(created, {
    kind: 'lifecycle',
    id: 'people',
    level: 'person',
    states: { customer: { when: { did: { event: 'Paid' } } } },
  })
  world.send({ anonymousId: 'b1', event: 'Product Created' })
  world.send({ anonymousId: 'b1', event: 'Product Created' })
  world.send({ anonymousId: 'b1', event: 'Paid' })
  const then = world.now
  world.pass(5 * day)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.person('ann').mile['product-created']?.reached).toBe(then)
  expect(world.person('ann').life).toMatchObject({ state: 'customer', since: then })
})

test('What still arrives under the old id, from a tab that was asleep, is passed on', () => {
  const world = annFrom()
  world.pass(minute)
  world.send({ anonymousId: 'b1', event: 'Product Created' })
  expect(countOf(world.person('ann'))).toBe(2)
  expect(countOf(world.visitor('b1'))).toBe(0)
})

test('A second user of the same browser does not get the first one’s history, and is told so once', () => {
  const world = annFrom()
  world.send({ type: 'identify', userId: 'bob', anonymousId: 'b1' })
  world.send({ userId: 'bob', anonymousId: 'b1', event: 'Product Created' })
  expect(world.person('bob').ids).toEqual([])
  expect(world.person('bob').asked).toEqual({ b1: -1 })
  expect(countOf(world.person('bob'))).toBe(1)
  expect(countOf(world.person('ann'))).toBe(1)
})

test('Two identified people never become one, not even by an alias', () => {
  const world = createWorld(created)
  world.send({ userId: 'ann', event: 'Product Created' })
  world.send({ userId: 'bob', event: 'Product Created' })
  world.send({ type: 'alias', userId: 'ann', previousId: 'bob' })
  expect(countOf(world.person('ann'))).toBe(1)
  expect(countOf(world.person('bob'))).toBe(1)
  expect(world.person('bob').as).toBeUndefined()
})

test('An alias brings an anonymous id along', () => {
  const world = createWorld(created)
  world.send({ anonymousId: 'mobile', event: 'Product Created' })
  world.send({ type: 'alias', userId: 'ann', previousId: 'mobile' })
  expect(countOf(world.person('ann'))).toBe(1)
})

test('One person, several browsers: each history comes once, in whatever order they are asked for', () => {
  const world = createWorld(created)
  world.hold()
  for (const anonymousId of ['b1', 'b2']) {
    world.send({ anonymousId, event: 'Product Created' })
    world.send({ type: 'identify', userId: 'ann', anonymousId })
    world.send({ userId: 'ann', anonymousId, event: 'Product Created' })
  }
  world.carryAll()
  expect(countOf(world.person('ann'))).toBe(4)
  expect(world.person('ann').ids.toSorted()).toEqual(['b1', 'b2'])
})

test('A server’s word about a trait is not overruled by a browser’s', () => {
  const world = createWorld()
  const plan = (value: string) =>
    ({ type: 'identify', userId: 'ann', traits: { plan: value } }) as const
  world.send(plan('free'), { source: 'server' })
  world.send(plan('enterprise'), { source: 'browser' })
  expect(world.person('ann').traits.plan?.[0]).toBe('free')
})

/* While a history is on its way a decision would be taken on half of it. So messages wait, but not long. */

const shown = [
  {
    kind: 'guide',
    id: 'tip',
    type: 'tooltip',
    target: { testid: 'x' },
    steps: [{ content: [{ text: 'Create a product' }] }],
  },
  {
    kind: 'engagement',
    id: 'nudge',
    audience: { not: { did: { event: 'Product Created' } } },
    send: [{ guide: 'tip' }],
  },
]

test('Somebody who did it as a visitor is not asked to do it in the moment of signing in', () => {
  const world = createWorld(...shown)
  world.send({ anonymousId: 'b1', event: 'Product Created' })
  world.hold()
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.explain('ann')[0]?.gates.at(-1)).toMatchObject({ gate: 'merge', is: false })
  world.carryAll()
  expect(world.all('decided')).toEqual([])
})

test('If the history does not come within five seconds the decision is taken without it', () => {
  const world = createWorld(...shown)
  world.hold()
  const asked = world.now
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  world.pass(minute)
  expect(world.all('decided').map((d) => d.at)).toEqual([asked + 5000])
})

test('An offer to a visitor is withdrawn when the visitor becomes somebody', () => {
  const world = createWorld(...shown)
  world.send({ anonymousId: 'b1', event: 'Visit' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.all('withdrawn').map((w) => w.subject)).toEqual(['test/a/b1'])
  expect(world.all('decided').map((d) => d.subject)).toEqual(['test/a/b1', 'test/u/ann'])
})
