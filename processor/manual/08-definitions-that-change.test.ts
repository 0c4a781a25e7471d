import { expect, test } from 'vitest'
import { createWorld, day } from './support/world.ts'

/*
 * Definitions change while people are in them. A subject meets what changed when it is next touched: first what is true by
 * publication alone is settled, quietly; then whatever has arrived is folded, and that may alert.
 */

const lead = (over: object = {}) => ({
  kind: 'pql',
  id: 'lead',
  level: 'person',
  fit: { trait: { name: 'role', eq: 'head of product' } },
  alert: { to: ['hook'] },
  ...over,
})
const identify = (userId: string, role: string) =>
  ({ type: 'identify', userId, traits: { role } }) as const
const guide = {
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Hello' }] }],
}
const engagement = {
  kind: 'engagement',
  id: 'nudge',
  audience: { lifecycle: { is: 'trial' } },
  send: [{ guide: 'tip' }],
}

test('What becomes true by publishing alone alerts nobody; what happens afterwards does', () => {
  const world = createWorld()
  world.send(identify('ann', 'head of product'))
  world.redefine(lead())
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('pql').map((p) => [p.subject, p.is])).toEqual([['test/u/ann', true]])
  expect(world.all('alert')).toEqual([])
  world.send(identify('bob', 'head of product'))
  expect(world.all('alert').map((a) => a.subject)).toEqual(['test/u/bob'])
})

test('An event that itself satisfies the new definition alerts, even if it is the first one after publishing', () => {
  const world = createWorld()
  world.send(identify('ann', 'developer'))
  world.redefine(lead())
  world.send(identify('ann', 'head of product'))
  expect(world.all('alert').map((a) => a.subject)).toEqual(['test/u/ann'])
})

test('Who was a PQL already stays one when its wording changes, and nobody is alerted again', () => {
  const world = createWorld(lead())
  world.send(identify('ann', 'head of product'))
  world.redefine(lead({ name: 'A better name' }))
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('pql')).toHaveLength(1)
  expect(world.all('alert')).toHaveLength(1)
})

test('Members of a segment are kept by its id, not by its version', () => {
  const segment = (days: number) => ({
    kind: 'segment',
    id: 'recent',
    level: 'person',
    rule: { did: { event: 'Login', within: `${days}d` } },
  })
  const world = createWorld(segment(7))
  world.send({ userId: 'ann', event: 'Login' })
  const since = world.person('ann').seg.recent
  world.pass(day)
  world.redefine(segment(30))
  world.send({ userId: 'ann', event: 'Something Else' })
  expect(world.person('ann').seg.recent).toBe(since)
  expect(world.all('segment')).toHaveLength(1)
  world.pass(10 * day)
  expect(world.person('ann').seg.recent).toBe(since)
})

test('A clause that nobody asked before starts to count when it is published', () => {
  const world = createWorld()
  world.send({ userId: 'ann', event: 'Login' })
  world.redefine({
    kind: 'milestone',
    id: 'twice',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Login', count: { gte: 2 } } },
  })
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('milestone')).toEqual([])
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('milestone')).toHaveLength(1)
})

test('An engagement that is unpublished is withdrawn from everybody who was offered it', () => {
  const world = createWorld(guide, engagement)
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.person('ann').eng.nudge?.dec).toBeDefined()
  world.redefine(guide)
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('withdrawn').map((w) => [w.engagement, w.why[0]?.wants])).toEqual([
    ['nudge', 'the engagement is published'],
  ])
  expect(world.person('ann').eng.nudge?.dec).toBeUndefined()
})

test('A guide that is unpublished takes its engagements along', () => {
  const world = createWorld(guide, engagement)
  world.send({ userId: 'ann', event: 'Login' })
  world.redefine(engagement)
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('withdrawn')).toHaveLength(1)
})

test('An engagement that is published again is a new offer, under the same caps', () => {
  const world = createWorld(guide, engagement)
  world.send({ userId: 'ann', event: 'Login' })
  const decision = world.person('ann').eng.nudge?.dec
  const properties = { engagement: 'nudge', guide: 'tip', decision: decision ?? '' }
  world.send({ userId: 'ann', event: '$guide_rendered', properties })
  world.redefine(guide)
  world.send({ userId: 'ann', event: 'Login' })
  world.redefine(guide, engagement)
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('decided')).toHaveLength(1)
  expect(world.explain('ann')[0]?.gates.at(-1)).toMatchObject({ gate: 'caps', is: false })
})

test('Definitions that read each other in a circle are refused, with the circle', () => {
  const segment = (id: string, other: string) => ({
    kind: 'segment',
    id,
    level: 'person',
    rule: { segment: { id: other } },
  })
  expect(() => createWorld(segment('a', 'b'), segment('b', 'a'))).toThrow(
    'these definitions read each other in a circle: segment/a → segment/b → segment/a',
  )
})

test('A rule that reads what does not exist is refused, with its place', () => {
  expect(() => createWorld(lead({ fit: { milestone: { id: 'nowhere' } } }))).toThrow(
    'pql/lead fit.milestone.id: there is no milestone "nowhere"',
  )
})
