import { expect, test } from 'vitest'
import { codeInstalled } from '../../../manual/support/code-installed.ts'
import { countsIn, createWorld, minute } from '../../../manual/support/world.ts'

const installed = {
  ...codeInstalled,
  reached: { did: { event: 'Data Received', count: { gte: 3 } } },
}
const reminded = {
  kind: 'segment',
  id: 'to-remind',
  level: 'person',
  rule: { not: { milestone: { id: 'code-installed' } } },
}
const reachedOf = (world: ReturnType<typeof createWorld>) =>
  world.all('milestone').map((m) => [m.subject, m.what])

test('What was done before joining adds to what is done in the very request that joins', () => {
  const world = createWorld(installed)
  world.send({ userId: 'ann', event: 'Data Received' })
  world.send({ userId: 'ann', event: 'Data Received' })
  world.sendAll([
    { userId: 'ann', type: 'group', groupId: 'acme' },
    { userId: 'ann', event: 'Data Received' },
  ])
  expect(reachedOf(world)).toEqual([['test/g/acme', 'reached']])
})

test('What a visitor did counts for the account although the history arrives after they joined it', () => {
  const world = createWorld(installed)
  for (let i = 0; i < 3; i++) world.send({ anonymousId: 'b1', event: 'Data Received' })
  world.sendAll([
    { userId: 'ann', anonymousId: 'b1', type: 'identify' },
    { userId: 'ann', anonymousId: 'b1', type: 'group', groupId: 'acme' },
  ])
  expect(reachedOf(world)).toEqual([['test/g/acme', 'reached']])
})

test('Who comes back to an account within the hour knows at once what it has reached', () => {
  const world = createWorld(installed, reminded)
  world.send({ userId: 'ann', type: 'group', groupId: 'acme' })
  for (let i = 0; i < 3; i++) world.send({ userId: 'ann', event: 'Data Received' })
  expect(Object.keys(world.person('ann').seg)).toEqual([])
  world.send({ userId: 'ann', type: 'group', groupId: 'other' })
  expect(Object.keys(world.person('ann').seg)).toEqual(['to-remind'])
  world.pass(minute)
  world.send({ userId: 'ann', type: 'page', name: 'Home', context: { groupId: 'acme' } })
  expect(Object.keys(world.person('ann').seg)).toEqual([])
})

test('An event that was kept offline since an earlier account does not bring that account back', () => {
  const world = createWorld(installed)
  world.send({ userId: 'ann', type: 'group', groupId: 'old' })
  const timestamp = new Date(world.now + minute / 2).toISOString()
  world.pass(minute)
  world.send({ userId: 'ann', type: 'group', groupId: 'new' })
  world.pass(minute)
  world.send({ userId: 'ann', event: 'Data Received', context: { groupId: 'old' }, timestamp })
  expect(world.person('ann').acc?.id).toBe('new')
  expect(world.account('old').members['test/u/ann']?.left).toBe(true)
  expect(countsIn(world.account('old').leaves)[0]?.n).toBe(1)
})
