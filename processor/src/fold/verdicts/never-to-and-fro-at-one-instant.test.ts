import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, minute } from '../../../manual/support/world.ts'

const did = { did: { event: 'A' } }
const segment = (id: string, level: 'person' | 'account', rule: object) => ({
  kind: 'segment',
  id,
  level,
  rule,
})
const documents = [
  segment('is', 'person', { account: did }),
  segment('is-not', 'person', { all: [{ did: { event: 'B' } }, { account: { not: did } }] }),
  segment('not', 'person', { all: [{ did: { event: 'B' } }, { not: { account: did } }] }),
  segment('all', 'account', { members: { where: { did: { event: 'B' } }, share: { gte: 1 } } }),
  segment('half', 'account', { members: { where: did, share: { gte: 0.5 } } }),
  segment('none', 'account', { not: { members: { where: did } } }),
  segment('of-all', 'person', {
    account: { members: { where: { did: { event: 'B' } }, share: { gte: 1 } } },
  }),
]

const request = fc.record({
  who: fc.constantFrom('ann', 'bob', 'cho'),
  events: fc.array(
    fc.record({
      event: fc.constantFrom('A', 'B', 'C'),
      where: fc.constantFrom('acme', 'globex', undefined),
      late: fc.constantFrom(0, 0, 90),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

test('Whatever people do and wherever they go, one request puts nobody into a segment and out of it at one instant', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
      const world = createWorld(...documents)
      for (const { who, events } of requests) {
        const before = world.all('segment').length
        world.sendAll(
          events.map(({ event, where, late }) => ({
            userId: who,
            event,
            timestamp: new Date(world.now - late * 1000).toISOString(),
            ...(where ? { context: { groupId: where } } : {}),
          })),
        )
        const turned = world.all('segment').slice(before)
        const machines = turned.map(({ subject, id }) => `${subject} ${id}`)
        expect(machines.toSorted()).toEqual([...new Set(machines)].sort())
        world.pass(minute)
      }
    }),
    { numRuns: 400 },
  )
})
