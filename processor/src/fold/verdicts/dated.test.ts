import { expect, test } from 'vitest'
import { createWorld, hour } from '../../../manual/support/world.ts'

test('a milestone that a late event decides is dated by the event, and says when it was known', () => {
  const world = createWorld({
    kind: 'milestone',
    id: 'built',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Built' } },
  })
  const at = world.now - hour
  const timestamp = new Date(at).toISOString()
  world.send({ userId: 'ada', event: 'Built', timestamp })
  expect(world.all('milestone')).toMatchObject([{ what: 'reached', at, folded: world.now }])
})

test('what is decided when it happens says its instant once', () => {
  const rule = { did: { event: 'Built' } }
  const world = createWorld({ kind: 'segment', id: 'builders', level: 'person', rule })
  world.send({ userId: 'ada', event: 'Built' })
  expect(world.all('segment')).toEqual([
    { subject: 'test/u/ada', t: 'segment', id: 'builders', is: true, at: world.now },
  ])
})

test('who was in a segment as a visitor is in it since then, from when they are known', () => {
  const rule = { did: { event: 'Built' } }
  const world = createWorld({ kind: 'segment', id: 'builders', level: 'person', rule })
  const since = world.now
  world.send({ anonymousId: 'v', event: 'Built' })
  world.pass(hour)
  world.send({ userId: 'ada', anonymousId: 'v', event: 'Other' })
  expect(world.all('segment').at(-1)).toMatchObject({
    subject: 'test/u/ada',
    at: world.now,
    since,
  })
})
