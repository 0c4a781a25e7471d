import { expect, test } from 'vitest'
import { createWorld } from '../../manual/support/world.ts'

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
