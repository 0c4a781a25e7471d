import { limits } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { codeInstalled } from '../../../manual/support/code-installed.ts'
import { createWorld, hour } from '../../../manual/support/world.ts'

const audience = {
  all: [{ did: { event: 'Product Created' } }, { not: { milestone: { id: 'code-installed' } } }],
}
const segment = { kind: 'segment', id: 'to-install', level: 'person', rule: audience }
const mail = {
  kind: 'email',
  id: 'install',
  subject: 'Install it',
  content: [{ text: 'One line to go' }],
}
const remind = {
  kind: 'engagement',
  id: 'remind',
  audience,
  send: [{ email: 'install' }],
  goal: { milestone: { id: 'code-installed' } },
}
const flow = {
  kind: 'flow',
  id: 'installing',
  enter: audience,
  goal: { milestone: { id: 'code-installed' } },
  steps: [{ id: 'mail', send: { email: 'install' } }],
}
const context = { groupId: 'acme' }

const withAnn = () => {
  const world = createWorld(codeInstalled, segment, mail, remind, flow)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  return world
}

test('Whose first request makes the account reach a milestone is never written to as if it had not', () => {
  const world = withAnn()
  world.sendAll([
    { type: 'identify', userId: 'bob', traits: { email: 'bob@acme.example' }, context },
    { userId: 'bob', event: 'Product Created', context },
    { userId: 'bob', event: 'Data Received', context },
  ])
  world.pass(hour)
  expect(world.all('milestone').map((m) => [m.id, m.by?.person])).toEqual([
    ['code-installed', 'test/u/bob'],
  ])
  expect(world.all('send')).toEqual([])
  expect(world.all('segment')).toEqual([])
  expect(world.all('flow')).toEqual([])
})

test('Who joins an account that has not reached it is written to once the account has said so', () => {
  const world = withAnn()
  world.hold()
  const joined = world.now
  world.sendAll([
    { type: 'identify', userId: 'bob', traits: { email: 'bob@acme.example' }, context },
    { userId: 'bob', event: 'Product Created', context },
  ])
  world.pass(400)
  expect(world.all('segment')).toEqual([])
  world.carryAll()
  world.pass(hour)
  expect(world.all('send').map((s) => s.engagement)).toEqual(['flow/installing/mail', 'remind'])
  expect(world.all('segment').map((s) => [s.is, s.at])).toEqual([[true, joined + 400]])
  expect(world.all('flow').map((f) => f.what)).toEqual(['entered', 'ended'])
})

test('An account that is told too much of answers who joins when the second is over', () => {
  const world = withAnn()
  const rate = [Math.floor(world.now / 1000), limits.accountRecordsPerSecond] as const
  world.states.set('test/g/acme', { ...world.account('acme'), rate })
  world.sendAll([
    { type: 'identify', userId: 'bob', traits: { email: 'bob@acme.example' }, context },
    { userId: 'bob', event: 'Product Created', context },
    { userId: 'bob', event: 'Data Received', context },
  ])
  expect(world.account('acme').joiners).toEqual(['test/u/bob'])
  world.pass(hour)
  expect(world.all('milestone').map((m) => m.id)).toEqual(['code-installed'])
  expect(world.all('send')).toEqual([])
  expect(world.all('segment')).toEqual([])
  expect(world.account('acme').joiners).toBeUndefined()
})
