import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, day, hour, minute, type World } from '../../../manual/support/world.ts'
import { CycleError } from '../../program/in-order.ts'

const active = {
  kind: 'segment',
  id: 'active-team',
  level: 'account',
  rule: { members: { where: { did: { event: 'Login', within: '7d' } }, count: { gte: 2 } } },
}
const login = (world: World, userId: string, groupId = 'acme'): void =>
  world.send({ event: 'Login', userId, context: { groupId } })
const flips = (world: World, groupId = 'acme'): readonly boolean[] =>
  world.all('segment').flatMap((s) => (s.subject === `test/g/${groupId}` ? [s.is] : []))

test('an account counts its members who satisfy a rule, and loses them by their own clocks', () => {
  const world = createWorld(active)
  login(world, 'ann')
  expect(flips(world)).toEqual([])
  world.pass(day)
  login(world, 'bob')
  expect(flips(world)).toEqual([true])
  world.pass(6 * day - 1)
  expect(flips(world)).toEqual([true])
  world.pass(1)
  expect(flips(world)).toEqual([true, false])
  expect(world.all('segment').at(-1)?.at).toBe(world.now)
})

test('an event that changes no answer is no news to the account', () => {
  const world = createWorld(active)
  login(world, 'ann')
  world.hold()
  login(world, 'ann')
  expect(world.carry()).toBe(false)
})

test('who leaves counts no longer, and who comes back counts as what they are then', () => {
  const world = createWorld(active)
  login(world, 'ann')
  login(world, 'bob')
  world.pass(minute)
  login(world, 'bob', 'globex')
  expect(flips(world)).toEqual([true, false])
  expect(world.account('globex').members['test/u/bob']?.holds).toHaveLength(1)
  world.pass(minute)
  login(world, 'bob')
  expect(flips(world)).toEqual([true, false, true])
})

test('who comes back to an account after the rule has ceased to hold is not counted by what they were', () => {
  const world = createWorld(active)
  login(world, 'ann')
  login(world, 'bob')
  world.pass(minute)
  world.send({ type: 'group', userId: 'bob', groupId: 'globex' })
  world.pass(6.9 * day)
  login(world, 'ann')
  world.pass(day)
  world.send({ type: 'group', userId: 'bob', groupId: 'acme' })
  expect(flips(world)).toEqual([true, false])
})

test('members who were silent when the rule was published are asked', () => {
  const world = createWorld({ ...active, rule: { did: { event: 'Login' } } })
  const own = { kind: 'segment', id: 'own', level: 'person', rule: { did: { event: 'Login' } } }
  world.redefine(own)
  login(world, 'ann')
  login(world, 'bob')
  world.pass(hour)
  const rule = { members: { where: { did: { event: 'Login' } }, share: { gte: 1 } } }
  world.redefine(own, { ...active, rule })
  world.send({ event: 'Other', userId: 'ann', context: { groupId: 'acme' } })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { seats: 1 } })
  expect(flips(world).at(-1)).toBe(true)
})

test('a visitor who becomes a member is one of them, not two', () => {
  const rule = { members: { where: { did: { event: 'Login' } }, count: { gte: 2 } } }
  const world = createWorld({ ...active, rule })
  world.send({ event: 'Login', anonymousId: 'b1', context: { groupId: 'acme' } })
  world.send({ event: 'Login', anonymousId: 'b1', userId: 'ann', context: { groupId: 'acme' } })
  expect(flips(world)).toEqual([])
  expect(world.account('acme').members['test/u/ann']?.holds).toHaveLength(1)
})

test('a share is of the members there are', () => {
  const rule = { members: { where: { trait: { name: 'role', eq: 'admin' } }, share: { gte: 0.5 } } }
  const world = createWorld({ ...active, rule })
  const join = (userId: string, role: string): void => {
    world.send({ type: 'identify', userId, traits: { role } })
    world.send({ type: 'group', userId, groupId: 'acme' })
  }
  join('ann', 'admin')
  expect(flips(world)).toEqual([true])
  join('bob', 'viewer')
  expect(flips(world)).toEqual([true])
  join('cho', 'viewer')
  expect(flips(world)).toEqual([true, false])
  world.send({ type: 'identify', userId: 'bob', traits: { role: 'admin' } })
  expect(flips(world)).toEqual([true, false, true])
})

test('who has left is none of the members that a share is taken of', () => {
  const rule = { members: { where: { did: { event: 'Login' } }, share: { gte: 0.6 } } }
  const world = createWorld({ ...active, rule })
  login(world, 'ann')
  world.send({ type: 'group', userId: 'bob', groupId: 'acme' })
  expect(flips(world)).toEqual([true, false])
  world.pass(minute)
  world.send({ type: 'group', userId: 'bob', groupId: 'globex' })
  expect(flips(world)).toEqual([true, false, true])
})

test('a member reads what their account makes of its members', () => {
  const world = createWorld(active, {
    kind: 'segment',
    id: 'in-active-team',
    level: 'person',
    rule: { segment: { id: 'active-team' } },
  })
  login(world, 'ann')
  login(world, 'bob')
  expect(world.person('ann').seg['in-active-team']).toBeDefined()
  world.pass(8 * day)
  expect(world.person('ann').seg['in-active-team']).toBeUndefined()
})

test('an account and its members that wait for each other are refused', () => {
  const lonely = {
    kind: 'segment',
    id: 'lonely',
    level: 'person',
    rule: { not: { segment: { id: 'team' } } },
  }
  const team = {
    kind: 'segment',
    id: 'team',
    level: 'account',
    rule: { members: { where: { segment: { id: 'lonely' } } } },
  }
  expect(() => createWorld(lonely, team)).toThrow(CycleError)
  expect(() => createWorld(lonely, team)).toThrow(
    'these definitions read each other in a circle: segment/lonely → segment/team → segment/lonely',
  )
})

const second = 1000
const deed = fc.record({
  who: fc.constantFrom('ann', 'bob', 'cho'),
  where: fc.constantFrom('acme', 'globex', undefined),
  what: fc.constantFrom('Login', 'Other'),
  late: fc.integer({ min: 0, max: 6 }),
  pause: fc.integer({ min: 0, max: 7 }),
  asleep: fc.boolean(),
})

test('at every instant an account counts exactly the members that its members’ histories say', () => {
  const rule = { members: { where: { did: { event: 'Login', within: '9s' } }, count: { gte: 2 } } }
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 14 }), (deeds) => {
      const world = createWorld({ ...active, rule })
      const logins = new Map<string, number[]>()
      const joined = new Map<string, { readonly account: string; readonly at: number }>()
      const isActive = (account: string): boolean => {
        const members = [...joined].filter(([, acc]) => acc.account === account)
        const busy = members.filter(([who]) =>
          logins.get(who)?.some((at) => at > world.now - 9 * second),
        )
        return busy.length >= 2
      }
      const look = (): void => {
        for (const account of ['acme', 'globex'])
          expect([account, world.account(account)?.seg['active-team'] !== undefined]).toEqual([
            account,
            isActive(account),
          ])
      }
      for (const { who, where, what, late, pause, asleep } of deeds) {
        const at = world.now - late * second
        const timestamp = new Date(at).toISOString()
        const context = where ? { context: { groupId: where } } : {}
        world.send({ event: what, userId: who, timestamp, ...context })
        if (what === 'Login') logins.set(who, [...(logins.get(who) ?? []), at])
        const now = joined.get(who)
        if (where && (!now || at >= now.at) && now?.account !== where)
          joined.set(who, { account: where, at })
        look()
        if (asleep) world.sleep(pause * second)
        else
          for (let s = 0; s < pause; s++) {
            world.pass(second)
            look()
          }
        world.pass(0)
        look()
      }
    }),
    { numRuns: 150 },
  )
})
