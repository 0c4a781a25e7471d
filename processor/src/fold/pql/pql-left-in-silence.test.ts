import { expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

const lead = {
  kind: 'pql',
  id: 'lead',
  level: 'person',
  fit: { did: { event: 'Project Created' } },
  leave: { not: { did: { event: 'Login', within: '7d' } } },
}

test('A lead who goes silent is left on the day it falls due, though nothing was received meanwhile', () => {
  const world = createWorld(lead)
  world.send({ userId: 'ann', event: 'Login' })
  const silentFrom = world.now
  world.send({ userId: 'ann', event: 'Project Created' })
  world.pass(30 * day)
  expect(world.all('pql').map((p) => [p.is, p.at])).toEqual([
    [true, silentFrom],
    [false, silentFrom + 7 * day],
  ])
})

test('Whoever has left and still satisfies every clause does not turn with each event', () => {
  const world = createWorld(lead)
  world.send({ userId: 'ann', event: 'Login' })
  world.send({ userId: 'ann', event: 'Project Created' })
  world.pass(8 * day)
  for (let i = 0; i < 4; i++) world.send({ userId: 'ann', event: 'Newsletter Opened' })
  expect(world.all('pql').map((p) => p.is)).toEqual([true, false])
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('pql').map((p) => p.is)).toEqual([true, false, true])
})
