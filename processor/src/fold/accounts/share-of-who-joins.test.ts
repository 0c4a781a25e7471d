import { expect, test } from 'vitest'
import { createWorld, hour, minute } from '../../../manual/support/world.ts'

const everybody = { members: { where: { did: { event: 'B' } }, share: { gte: 1 } } }
const ready = {
  kind: 'pql',
  id: 'ready',
  level: 'account',
  fit: everybody,
  alert: { to: ['hook'] },
}
const all = { kind: 'segment', id: 'all-did', level: 'account', rule: everybody }
const context = { groupId: 'g' }
const turns = (world: ReturnType<typeof createWorld>) =>
  world.all('pql').map((p) => [p.subject, p.is, p.turn])

test('An account of which every member satisfies the rule is the same lead when one more comes who does', () => {
  const world = createWorld(ready, all)
  for (const userId of ['u01', 'u02', 'u03']) {
    world.send({ userId, event: 'B', context })
    world.pass(minute)
  }
  expect(turns(world)).toEqual([['test/g/g', true, 1]])
  expect(world.all('alert')).toHaveLength(1)
  expect(world.all('segment').map((s) => s.is)).toEqual([true])
})

test('It is one no more when somebody comes who does not', () => {
  const world = createWorld(ready, all)
  world.send({ userId: 'u01', event: 'B', context })
  world.send({ userId: 'u02', event: 'A', context })
  expect(turns(world).map(([, is]) => is)).toEqual([true, false])
})

test('Who passes through an account with a late event is never one of its members', () => {
  const world = createWorld(ready, all)
  world.send({ userId: 'u01', event: 'B', context })
  world.send({ userId: 'u02', event: 'A', context: { groupId: 'other' } })
  const timestamp = new Date(world.now - hour).toISOString()
  world.send({ userId: 'u02', event: 'A', timestamp, context })
  expect(turns(world).map(([subject, is]) => [subject, is])).toEqual([['test/g/g', true]])
  expect(world.account('g').members['test/u/u02']?.left).toBe(true)
})
