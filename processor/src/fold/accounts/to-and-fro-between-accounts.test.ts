import { expect, test } from 'vitest'
import { createWorld, hour, minute, type World } from '../../../manual/support/world.ts'

const audience = { account: { did: { event: 'A' } } }
const guide = {
  kind: 'guide',
  id: 'hint',
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Look here' }] }],
}
const documents = [
  { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' },
  { kind: 'segment', id: 'in-a', level: 'person', rule: audience },
  { kind: 'segment', id: 'own', level: 'account', rule: { did: { event: 'A' } } },
  guide,
  { kind: 'engagement', id: 'show', audience, send: [{ guide: 'hint' }] },
  {
    kind: 'engagement',
    id: 'say',
    audience,
    reentry: 'every-time',
    send: [{ webhook: 'hook', say: 'x' }],
  },
]

const goes = (world: World, groupId: string): void => {
  world.send({ type: 'group', userId: 'p', groupId })
  world.pass(minute)
}

const withA = (...accounts: string[]): World => {
  const world = createWorld(...documents)
  for (const groupId of accounts)
    world.send({ userId: `of-${groupId}`, event: 'A', context: { groupId } })
  return world
}

const ofP = <T extends { readonly subject: string }>(all: readonly T[]): readonly T[] =>
  all.filter(({ subject }) => subject === 'test/u/p')

test('Who goes to another account of which the same holds has neither left nor entered', () => {
  const world = withA('g1', 'g2')
  for (const account of ['g1', 'g2', 'g1']) goes(world, account)
  expect(ofP(world.all('segment')).map((s) => s.is)).toEqual([true])
  expect(ofP(world.all('send'))).toHaveLength(1)
  expect(ofP(world.all('decided'))).toHaveLength(1)
  expect(ofP(world.all('withdrawn'))).toEqual([])
})

test('Who goes to one of which it does not hold has left, once that one has said so', () => {
  const world = withA('g1')
  goes(world, 'g1')
  world.hold()
  const left = world.now
  world.send({ type: 'group', userId: 'p', groupId: 'g2' })
  world.pass(300)
  expect(ofP(world.all('segment')).map((s) => s.is)).toEqual([true])
  world.carryAll()
  expect(
    ofP(world.all('segment'))
      .map((s) => [s.is, s.at])
      .at(-1),
  ).toEqual([false, left + 300])
  expect(ofP(world.all('withdrawn'))).toHaveLength(1)
  world.carryAll()
  goes(world, 'g1')
  world.carryAll()
  expect(ofP(world.all('send'))).toHaveLength(2)
})

test('An account that does not answer is waited for no longer than five seconds', () => {
  const world = withA('g1', 'g2')
  goes(world, 'g1')
  world.hold()
  const left = world.now
  world.send({ type: 'group', userId: 'p', groupId: 'g2' })
  world.pass(hour)
  expect(
    ofP(world.all('segment'))
      .map((s) => [s.is, s.at])
      .at(-1),
  ).toEqual([false, left + 5000])
})
