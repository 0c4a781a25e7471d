import { expect, test } from 'vitest'
import { createWorld, hour, minute } from '../../../manual/support/world.ts'

const did = { did: { event: 'A', count: { gte: 2 } } }
const segment = { kind: 'segment', level: 'person' }
const definitions = [
  { kind: 'milestone', id: 'twice', level: 'person', order: 1, reached: did },
  { ...segment, id: 'twice-too', rule: did },
  { ...segment, id: 'once', rule: { did: { event: 'A' } } },
]

test('What neither the visitor nor the user had alone is dated by when they turned out to be one, with no event', () => {
  const world = createWorld(...definitions)
  const began = world.now
  world.send({ anonymousId: 'b1', event: 'A' })
  world.pass(minute)
  world.send({ userId: 'ann', event: 'A' })
  world.pass(2 * hour)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  const merged = world.now
  const [reached, ...more] = world.all('milestone')
  expect(more).toEqual([])
  expect(reached).toMatchObject({ subject: 'test/u/ann', what: 'reached', at: merged })
  expect(reached).not.toHaveProperty('by')
  expect(world.person('ann').seg).toEqual({ once: began, 'twice-too': merged })
})

test('A milestone that the visitor reached first was dated as theirs and named the later event of the user', () => {
  const world = createWorld(...definitions)
  const reach = (who: object) => {
    world.send({ ...who, event: 'A' })
    world.send({ ...who, event: 'A' })
    return world.now
  }
  const first = reach({ anonymousId: 'b1' })
  world.pass(hour)
  expect(reach({ userId: 'ann' })).toBe(first + hour)
  expect(world.person('ann').mile.twice).toHaveProperty('by')
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  const { twice } = world.person('ann').mile
  expect(twice?.reached).toBe(first)
  expect(twice).not.toHaveProperty('by')
})

test('Whoever has left a segment as a visitor does not come in by turning out to be somebody', () => {
  const world = createWorld({ ...segment, id: 'new', rule: { did: { event: 'A', within: '1h' } } })
  world.send({ anonymousId: 'b1', event: 'A' })
  world.pass(2 * hour)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.all('segment').map(({ subject, is }) => [subject, is])).toEqual([
    ['test/a/b1', true],
    ['test/a/b1', false],
  ])
  expect(world.person('ann').seg).toEqual({})
})
