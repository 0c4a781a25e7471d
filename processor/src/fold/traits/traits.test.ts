import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, day, minute } from '../../../manual/support/world.ts'

test('The newest word about a trait counts, in whatever order the words arrive', () => {
  const word = fc.record({
    plan: fc.constantFrom('free', 'pro', 'team', null),
    ago: fc.integer({ min: 0, max: 50 }),
    source: fc.constantFrom('browser', 'server'),
  })
  const words = fc.uniqueArray(word, { minLength: 1, maxLength: 8, selector: (w) => w.ago })
  fc.assert(
    fc.property(words, (list) => {
      const world = createWorld()
      for (const { plan, ago, source } of list) {
        const timestamp = new Date(world.now - ago * minute).toISOString()
        const event = { type: 'identify', userId: 'ann', traits: { plan }, timestamp } as const
        world.send(event, { source: source as 'browser' })
      }
      const trusted = list.filter((w) => w.source === 'server')
      const [newest] = (trusted.length > 0 ? trusted : list).toSorted((a, b) => a.ago - b.ago)
      expect(world.person('ann').traits.plan?.[0]).toBe(newest?.plan)
    }),
    { numRuns: 500 },
  )
})

test('A group call that was overtaken by a newer one in the same request does not win', () => {
  const world = createWorld()
  const at = (ago: number) => new Date(world.now - ago * minute).toISOString()
  const group = { type: 'group', userId: 'ann', groupId: 'acme' } as const
  world.sendAll([
    { ...group, traits: { seats: 20 }, timestamp: at(1) },
    { ...group, traits: { seats: 5 }, timestamp: at(9) },
  ])
  expect(world.account('acme').traits.seats?.[0]).toBe(20)
})

test('A trait that was never sent has been missing since the person was first seen', () => {
  const world = createWorld({
    kind: 'segment',
    id: 'not-on-pro',
    level: 'person',
    rule: { trait: { name: 'plan', neq: 'pro', for: '3d' } },
  })
  world.send({ userId: 'ann', event: 'Login' })
  const seen = world.now
  world.pass(10 * day)
  expect(world.all('segment').map((s) => [s.is, s.at])).toEqual([[true, seen + 3 * day]])
  expect(world.person('ann').due).toBeUndefined()
})
