import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsIn, createWorld, minute, type World } from '../../../manual/support/world.ts'

const installed = {
  kind: 'milestone',
  id: 'installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Data Received', count: { gte: 5 } } },
}

/** Each has two browsers and belongs to one company. */
const people = { ann: 'acme', bob: 'acme', cho: 'globex' } as const
type Name = keyof typeof people

const name = fc.constantFrom<Name>('ann', 'bob', 'cho')
const where = fc.constantFrom('1', '2', 'server')
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('event' as const),
      name,
      where,
      known: fc.boolean(),
      grouped: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('identify' as const), name, where }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('group' as const), name, where, known: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('carry' as const), choice: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.nat(90) }) },
)
const days = fc.array(deed, { minLength: 2, maxLength: 40 })
type Days = typeof days extends fc.Arbitrary<infer T> ? T : never

const idsOf = (who: Name, at: string, known: boolean) => ({
  ...(at === 'server' ? {} : { anonymousId: `${who}-${at}` }),
  ...(known || at === 'server' ? { userId: who } : {}),
})

const doOne = (world: World, one: Days[number]): void => {
  if (one.do === 'carry') world.carry(one.choice)
  else if (one.do === 'pass') world.pass(one.minutes * minute)
  else if (one.do === 'identify')
    world.send({ type: 'identify', ...idsOf(one.name, one.where, true) })
  else if (one.do === 'group') {
    const groupId = people[one.name]
    world.send({ type: 'group', groupId, ...idsOf(one.name, one.where, one.known) })
  } else {
    const context = one.grouped ? { context: { groupId: people[one.name] } } : {}
    world.send({ event: 'Data Received', ...idsOf(one.name, one.where, one.known), ...context })
  }
}

const spend = (list: Days): World => {
  const world = createWorld(installed)
  world.hold()
  for (const one of list) doOne(world, one)
  for (const who of Object.keys(people) as Name[])
    for (const at of ['1', '2']) {
      world.send({ type: 'identify', userId: who, anonymousId: `${who}-${at}` })
      world.send({ type: 'group', userId: who, groupId: people[who] })
    }
  world.carryAll()
  return world
}

test('An account has what its people did, once each, whenever it became known who they were and where they belong', () => {
  fc.assert(
    fc.property(days, (list) => {
      const world = spend(list)
      for (const account of ['acme', 'globex'] as const) {
        const done = list.filter((d) => d.do === 'event' && people[d.name] === account).length
        const [summary] = countsIn(world.account(account).leaves)
        expect(summary?.n ?? 0).toBe(done)
        expect(world.account(account).mile.installed?.reached !== undefined).toBe(done >= 5)
      }
    }),
    { numRuns: 300 },
  )
})

test('The members of an account are its people, and no browser stays one after it became somebody', () => {
  fc.assert(
    fc.property(days, (list) => {
      const world = spend(list)
      const here = (account: string) =>
        Object.entries(world.account(account).members)
          .filter(([, member]) => !member.left)
          .map(([person]) => person)
          .sort()
      expect(here('acme')).toEqual(['test/u/ann', 'test/u/bob'])
      expect(here('globex')).toEqual(['test/u/cho'])
    }),
    { numRuns: 100 },
  )
})

const wandering = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ who: name, at: where, known: fc.boolean(), account: fc.constant('') }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        who: name,
        at: where,
        known: fc.boolean(),
        account: fc.constantFrom('acme', 'globex', 'initech'),
      }),
    },
    { weight: 3, arbitrary: fc.nat(5) },
  ),
  { minLength: 1, maxLength: 40 },
)

test('Whoever acts for several accounts leaves what was done where it was done: nothing is lost, nothing counted twice', () => {
  fc.assert(
    fc.property(wandering, (list) => {
      const world = createWorld(installed)
      world.hold()
      let done = 0
      for (const one of list) {
        if (typeof one === 'number') {
          world.carry(one)
          continue
        }
        done++
        const context = one.account === '' ? {} : { context: { groupId: one.account } }
        world.send({ event: 'Data Received', ...idsOf(one.who, one.at, one.known), ...context })
      }
      world.carryAll()
      let counted = 0
      for (const state of world.states.values()) {
        const kept = state.kind === 'account' ? state.leaves : state.orphans
        for (const { n } of countsIn(kept)) counted += n
      }
      expect(counted).toBe(done)
    }),
    { numRuns: 300 },
  )
})
