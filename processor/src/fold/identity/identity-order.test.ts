import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countsIn,
  createWorld,
  minute,
  type Sent,
  type World,
} from '../../../manual/support/world.ts'
import type { PersonState } from '../state.ts'

const definitions = [
  ...[1, 2, 3, 4].map((n) => ({
    kind: 'milestone',
    id: `m${n}`,
    level: 'person',
    order: n,
    reached: { did: { event: n % 2 ? 'A' : 'B', count: { gte: n } } },
  })),
  {
    kind: 'segment',
    id: 'recent',
    level: 'person',
    rule: { did: { event: 'A', count: { gte: 3 }, within: '30m' } },
  },
  {
    kind: 'lifecycle',
    id: 'people',
    level: 'person',
    states: {
      customer: { when: { did: { event: 'B', count: { gte: 2 } } } },
      active: { when: { all: [{ milestone: { id: 'm3' } }, { milestone: { id: 'm2' } }] } },
    },
  },
]

const happening = fc.record({
  event: fc.constantFrom('A', 'B', 'C'),
  /** Under which id the browser or the server sent it. */
  under: fc.constantFrom('b1', 'b2', 'ann', 'ann on b1', 'ann on b2'),
  ago: fc.integer({ min: 0, max: 60 }),
  /** Debts that are carried before it arrives. */
  carried: fc.nat(2),
})
const identified = fc.constantFrom('b1', 'b2').map((b) => ({ identify: b, carried: 0 }))
const story = fc.array(fc.oneof({ weight: 5, arbitrary: happening }, identified), {
  minLength: 1,
  maxLength: 25,
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

const idsOf = (under: string): Sent => {
  const [userId, browser] = under.split(' on ')
  if (under.startsWith('b')) return { anonymousId: under }
  return { userId: userId ?? '', ...(browser ? { anonymousId: browser } : {}) }
}

const tell = (list: Story, ids: (under: string) => Sent): World => {
  const world = createWorld(...definitions)
  world.hold()
  for (const one of list) {
    for (let i = 0; i < one.carried; i++) world.carry(i)
    if ('identify' in one)
      world.send({ type: 'identify', userId: 'ann', anonymousId: one.identify })
    else {
      const timestamp = new Date(world.now - one.ago * minute).toISOString()
      world.send({ ...ids(one.under), event: one.event, timestamp })
    }
  }
  for (const anonymousId of ['b1', 'b2'])
    world.send({ type: 'identify', userId: 'ann', anonymousId })
  world.carryAll()
  return world
}

const reachedOf = (person: PersonState): readonly string[] =>
  Object.keys(person.mile)
    .filter((id) => person.mile[id]?.reached !== undefined)
    .sort()

const factsOfLife = (person: PersonState) => ({
  leaves: person.leaves,
  reached: reachedOf(person),
  recent: person.seg.recent !== undefined,
  state: person.life.state,
  first: person.first,
})

test('It makes no difference under which id somebody did something, nor when it became known who they are', () => {
  fc.assert(
    fc.property(story, (list) => {
      const found = tell(list, idsOf)
      const oneHistory = tell(list, () => ({ userId: 'ann' }))
      expect(factsOfLife(found.person('ann'))).toEqual(factsOfLife(oneHistory.person('ann')))
      expect(found.visitor('b1').leaves).toEqual({})
    }),
    { numRuns: 300 },
  )
})

test('The order in which the same things arrive changes neither what is kept of them nor how far somebody came', () => {
  const shuffled = story.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(factsOfLife(tell(list, idsOf).person('ann'))).toEqual(
        factsOfLife(tell(other, idsOf).person('ann')),
      )
    }),
    { numRuns: 300 },
  )
})

test('A summary after all merges is the summary of everything that was done', () => {
  fc.assert(
    fc.property(story, (list) => {
      const { leaves } = tell(list, idsOf).person('ann')
      const counts = countsIn(leaves).map(({ n }) => n)
      const done = (event: string) => list.filter((o) => 'event' in o && o.event === event).length
      for (const n of counts) expect([done('A'), done('B')]).toContain(n)
      expect(Math.max(0, ...counts)).toBe(Math.max(done('A'), done('B')))
    }),
    { numRuns: 100 },
  )
})
