import { limits, type TraitEntries } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, minute, type World } from '../../../manual/support/world.ts'
import { mergeTraits } from './traits.ts'

const server = { source: 'server' } as const
const group = { type: 'group', userId: 'ann', groupId: 'acme' } as const
const junk = (count: number, value: string | number = 1, prefix = 'junk') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${prefix}-${String(n).padStart(3, '0')}`, value]),
  )
const traitsOf = (world: World) => world.account('acme').traits
const said = (world: World, name: string): unknown => traitsOf(world)[name]?.[0]

/** An account whose every slot a browser has taken, `late` a minute after the others. */
const squatted = (): World => {
  const world = createWorld()
  world.send({ ...group, traits: junk(limits.traitsKept - 1) })
  world.pass(minute)
  world.send({ ...group, traits: { late: 1, unheard: 1 } })
  world.pass(minute)
  return world
}

test('somebody with the public key filled all traits, and what the server said was lost', () => {
  const world = squatted()
  expect(Object.keys(traitsOf(world))).toHaveLength(limits.traitsKept)
  expect(said(world, 'unheard')).toBeUndefined()
  world.send({ ...group, traits: { employees: 40, plan: 'team' } }, server)
  expect([said(world, 'employees'), said(world, 'plan')]).toEqual([40, 'team'])
  expect(Object.keys(traitsOf(world))).toHaveLength(limits.traitsKept)
  const gone = ['junk-000', 'junk-001'].map((name) => said(world, name))
  expect([gone, said(world, 'junk-002'), said(world, 'late')]).toEqual([
    [undefined, undefined],
    1,
    1,
  ])
  world.send({ ...group, traits: junk(limits.traitsKept, 2, 'more') })
  expect([said(world, 'employees'), said(world, 'plan')]).toEqual([40, 'team'])
  expect(said(world, 'more-000')).toBeUndefined()
})

test('large junk gives way to a server as many junk does, and only as much of it as has to', () => {
  const world = createWorld()
  for (const prefix of ['a', 'b', 'c']) {
    world.send({ ...group, traits: junk(11, 'x'.repeat(1000), prefix) })
    world.pass(minute)
  }
  const before = Object.keys(traitsOf(world)).length
  world.send({ ...group, traits: { plan: 'p'.repeat(900), tiny: true } }, server)
  expect([said(world, 'plan'), said(world, 'tiny')]).toEqual(['p'.repeat(900), true])
  expect(Object.keys(traitsOf(world))).toHaveLength(before + 1)
  expect(said(world, 'a-000')).toBeUndefined()
})

test('nothing that a server said gives way, not even to a server', () => {
  const world = createWorld()
  world.send({ ...group, traits: junk(limits.traitsKept - 1) }, server)
  world.send({ ...group, traits: { theme: 'dark' } })
  world.send({ ...group, traits: { plan: 'team', seats: 5 } }, server)
  expect([said(world, 'plan'), said(world, 'theme')]).toEqual(['team', undefined])
  expect([said(world, 'seats'), said(world, 'junk-000')]).toEqual([undefined, 1])
})

test('where all that could give way is not enough, all of it stays', () => {
  const world = createWorld()
  world.send({ ...group, traits: junk(32, 'x'.repeat(1000)) }, server)
  world.send({ ...group, traits: { theme: 'dark' } })
  world.send({ ...group, traits: { plan: 'p'.repeat(900) } }, server)
  expect([said(world, 'plan'), said(world, 'theme')]).toEqual([undefined, 'dark'])
})

test('a trait that was unset makes room for another of the same hand, and stays while there is room', () => {
  const world = squatted()
  world.send({ ...group, traits: { 'junk-007': null } })
  expect(said(world, 'junk-007')).toBeNull()
  world.send({ ...group, traits: { theme: 'dark' } })
  expect([said(world, 'theme'), 'junk-007' in traitsOf(world)]).toEqual(['dark', false])
  world.send({ ...group, traits: { 'junk-008': null } })
  world.send({ ...group, traits: { plan: 'team' } }, server)
  expect([said(world, 'plan'), 'junk-008' in traitsOf(world)]).toEqual(['team', false])
  expect([said(world, 'junk-000'), said(world, 'theme')]).toEqual([1, 'dark'])
})

test('what a server unset, a browser cannot have forgotten to say it anew', () => {
  const world = createWorld()
  world.send({ ...group, traits: { plan: 'team' } }, server)
  world.send({ ...group, traits: { plan: null } }, server)
  world.send({ ...group, traits: junk(limits.traitsKept) })
  world.send({ ...group, traits: { plan: 'enterprise' } })
  expect(traitsOf(world).plan?.slice(0, 1)).toEqual([null])
})

test('a small value is unset even where not a byte is left', () => {
  const world = createWorld()
  world.send({ ...group, traits: { n: 1, ...junk(31, 'x'.repeat(1000)), y: 'y'.repeat(700) } })
  const used = 'n1'.length + 31 * ('junk-000'.length + 1002) + 'y'.length + 702
  const left = limits.traitsBytes - used
  world.send({ ...group, traits: { z: 'z'.repeat(left - 'z""'.length) } })
  world.send({ ...group, traits: { m: 1 } })
  expect([Object.keys(traitsOf(world)).length, said(world, 'm')]).toEqual([34, undefined])
  world.send({ ...group, traits: { n: null } })
  expect(said(world, 'n')).toBeNull()
})

test('whichever hundred came first, the same traits give way', () => {
  const entries = (names: readonly string[]): TraitEntries =>
    Object.fromEntries(names.map((name) => [name, [1, 5, 'b'] as const]))
  const names = Object.keys(junk(limits.traitsKept))
  const heard: TraitEntries = { employees: [40, 9, 's'], plan: ['team', 9, 's'] }
  const kept = [names, names.toReversed()].map((order) => {
    const traits = { ...entries(order) }
    mergeTraits(traits, heard)
    return Object.keys(traits).toSorted((a, b) => (a < b ? -1 : 1))
  })
  expect(kept[0]).toEqual(kept[1])
  expect(kept[0]).toEqual(['employees', ...names.slice(2), 'plan'])
})
