import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'

const email = (text: string) => ({ kind: 'email', id: 'hi', subject: 'Hi', content: [{ text }] })
const greet = {
  kind: 'engagement',
  id: 'greet',
  audience: { did: { event: 'Login' } },
  send: [{ email: 'hi' }],
  reentry: 'every-time',
  caps: 'none',
}

const named = (world: ReturnType<typeof createWorld>, name: string, by = 'ann') =>
  world.send({ type: 'group', userId: by, groupId: 'acme', traits: { name } })

const nameFor = (world: ReturnType<typeof createWorld>, userId: string): string | undefined => {
  world.send({ type: 'identify', userId, traits: { email: `${userId}@x.example` } })
  world.send({ userId, event: 'Login' })
  return world.all('send').findLast(({ to }) => to.userId === userId)?.to.accountName
}

test('A message names the account as it is called now, also to those who joined later', () => {
  const world = createWorld(email('Hello {{account.name | team}}'), greet)
  named(world, 'Acme')
  named(world, 'Acme Ltd')
  world.send({ type: 'group', userId: 'bob', groupId: 'acme' })
  expect(nameFor(world, 'ann')).toBe('Acme Ltd')
  expect(nameFor(world, 'bob')).toBe('Acme Ltd')
})

test('Who acts for another account now is not greeted by the name of the old one', () => {
  const world = createWorld(email('Hello {{account.name | team}}'), greet)
  named(world, 'Acme')
  world.send({ type: 'group', userId: 'ann', groupId: 'other' })
  expect(nameFor(world, 'ann')).toBeUndefined()
})

test('Members are told of a name where something says it, and once', () => {
  const told = (text: string): number => {
    const world = createWorld(email(text), greet)
    named(world, 'Acme')
    for (let i = 0; i < 3; i++) named(world, 'Acme')
    return world.steps.filter(
      ({ input }) => input.kind === 'relay' && input.record.debt.k === 'named',
    ).length
  }
  expect(told('Hello {{name | you}}')).toBe(0)
  expect(told('Hello {{account.name | team}}')).toBe(1)
})
