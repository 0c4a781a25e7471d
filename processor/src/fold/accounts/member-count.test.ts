import { limits } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

const ready = {
  kind: 'pql',
  id: 'ready',
  level: 'account',
  fit: { did: { event: 'Limit Reached' } },
  alert: { to: ['hook'] },
}
const acme = { context: { groupId: 'acme' } }

const withVisitor = () => {
  const world = createWorld(ready)
  world.send({ anonymousId: 'b1', event: 'Visit', ...acme })
  return world
}

test('A visitor of an account who says who they are is one member, not two', () => {
  const world = withVisitor()
  world.send({ userId: 'ann', anonymousId: 'b1', event: 'Login', ...acme })
  expect(world.account('acme').joined).toBe(1)
  expect(Object.keys(world.account('acme').members)).toEqual(['test/u/ann'])
  expect(world.account('acme').members['test/u/ann']?.left).toBeUndefined()
})

test('Also where the account hears of it before it meets the person', () => {
  const world = withVisitor()
  world.hold()
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.carry()).toBe(true)
  world.carryAll()
  world.send({ userId: 'ann', event: 'Login', ...acme })
  world.carryAll()
  expect(world.account('acme').joined).toBe(1)
  expect(Object.keys(world.account('acme').members)).toEqual(['test/u/ann'])
})

test('An alert counts the members that an account has, without those who have left', () => {
  const world = withVisitor()
  world.send({ userId: 'ann', anonymousId: 'b1', event: 'Login', ...acme })
  world.send({ userId: 'bob', event: 'Login', ...acme })
  world.send({ userId: 'bob', event: 'Login', context: { groupId: 'globex' } })
  world.send({ userId: 'ann', event: 'Limit Reached', ...acme })
  expect(world.all('alert').map((a) => a.body.members)).toEqual([1])
})

test('Who comes back to an account that has forgotten them is not counted as one more', () => {
  const world = createWorld(ready)
  world.send({ userId: 'ann', event: 'Login', ...acme })
  const others = Array.from({ length: limits.membersKept }, (_, i) => [
    `test/u/${i}`,
    { seen: world.now + i, n: 1 },
  ])
  world.states.set('test/g/acme', {
    ...world.account('acme'),
    members: Object.fromEntries(others),
    joined: 1 + limits.membersKept,
  })
  expect(world.account('acme').members['test/u/ann']).toBeUndefined()
  world.pass(day)
  world.send({ userId: 'ann', event: 'Login', ...acme })
  expect(world.account('acme').members['test/u/ann']).toBeDefined()
  expect(world.account('acme').joined).toBe(1 + limits.membersKept)
})

test('A visitor is counted with the person they became in each account of both, in whatever order these hear of it', () => {
  for (const choices of [
    [0, 0, 0, 0],
    [1, 0, 1, 0],
    [2, 2, 1, 1],
    [0, 2, 1, 0],
  ]) {
    const world = createWorld(ready)
    const globex = { context: { groupId: 'globex' } }
    world.send({ anonymousId: 'b1', event: 'Visit', ...acme })
    world.send({ anonymousId: 'b1', event: 'Visit', ...globex })
    world.send({ userId: 'ann', event: 'Login', ...acme })
    world.hold()
    world.send({ userId: 'ann', event: 'Login', anonymousId: 'b1', ...acme })
    for (const choice of choices) world.carry(choice)
    world.carryAll()
    world.send({ userId: 'ann', event: 'Login', ...globex })
    world.carryAll()
    expect([world.account('acme').joined, world.account('globex').joined]).toEqual([1, 1])
  }
})
