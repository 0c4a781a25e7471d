import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'

test('a member who comes back counts again, though nothing held while they were away', () => {
  const where = { trait: { name: 'role', eq: 'admin' } }
  const rule = { members: { where, count: { gte: 1 } } }
  const world = createWorld({ kind: 'segment', id: 'has-admin', level: 'account', rule })
  const acts = (role: string, groupId: string): void => {
    world.send({ userId: 'ann', type: 'identify', traits: { role }, context: { groupId } })
    world.pass(1000)
  }
  acts('admin', 'acme')
  acts('guest', 'other')
  expect(world.account('acme').seg['has-admin']).toBeUndefined()
  acts('admin', 'acme')
  expect(world.account('acme').seg['has-admin']).toBeDefined()
})
