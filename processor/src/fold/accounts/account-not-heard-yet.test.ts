import { expect, test } from 'vitest'
import { codeInstalled } from '../../../manual/support/code-installed.ts'
import { createWorld, hour, minute } from '../../../manual/support/world.ts'

const definitions = [
  codeInstalled,
  {
    kind: 'guide',
    id: 'install-the-code',
    type: 'tooltip',
    target: { testid: 'x' },
    steps: [{ content: [{ text: 'One line to go' }] }],
  },
]
const reminder = {
  kind: 'engagement',
  id: 'remind',
  audience: { not: { milestone: { id: 'code-installed' } } },
  send: [{ guide: 'install-the-code' }],
}

test('Nobody of an account that has installed the code is reminded to, in the moment of joining it', () => {
  const world = createWorld(...definitions, reminder)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.send({ userId: 'ann', event: 'Data Received' })
  const before = world.all('decided').length
  world.hold()
  world.send({ type: 'group', userId: 'bob', groupId: 'acme' })
  expect(world.explain('bob')[0]?.gates.at(-1)).toMatchObject({ gate: 'merge', is: false })
  world.carryAll()
  world.pass(hour)
  expect(world.all('decided')).toHaveLength(before)
})

test('Nor when the reminder is published long after the code was installed', () => {
  const world = createWorld(...definitions)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.send({ userId: 'ann', event: 'Data Received' })
  world.pass(minute)
  world.redefine(...definitions, reminder)
  world.hold()
  world.send({ userId: 'ann', event: 'Card Moved' })
  world.pass(1000)
  world.carryAll()
  world.pass(hour)
  expect(world.all('decided')).toEqual([])
})

test('An account that does not answer is waited for no longer than five seconds', () => {
  const world = createWorld(...definitions, reminder)
  world.hold()
  const joined = world.now
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.pass(minute)
  expect(world.all('decided').map((d) => d.at)).toEqual([joined + 5000])
})
