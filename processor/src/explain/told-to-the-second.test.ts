import { expect, test } from 'vitest'
import { createWorld } from '../../manual/support/world.ts'

test('Somebody who came into a segment seconds ago is told of with the seconds, which the minute alone would hide', () => {
  const world = createWorld({
    kind: 'segment',
    id: 'new',
    level: 'person',
    rule: { did: { event: 'Signed Up', within: '30s' } },
  })
  world.pass(60_000 - (world.now % 60_000) + 7000)
  world.send({ userId: 'ann', event: 'Signed Up' })
  const told = world.explainDefinitions(world.person('ann')).find(({ kind }) => kind === 'segment')
  expect(told?.stands).toMatch(/^in it since \d{4}-\d\d-\d\d \d\d:\d\d:07$/)
  expect(told?.checks[0]?.found).toMatch(/^seen once, last on .* \d\d:\d\d:07$/)
})

test('On the full minute there are no seconds', () => {
  const world = createWorld({
    kind: 'milestone',
    id: 'signed-up',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Signed Up' } },
  })
  world.pass(60_000 - (world.now % 60_000))
  world.send({ userId: 'ann', event: 'Signed Up' })
  const told = world
    .explainDefinitions(world.person('ann'))
    .find(({ kind }) => kind === 'milestone')
  expect(told?.stands).toMatch(/^reached on \d{4}-\d\d-\d\d \d\d:\d\d, for good$/)
})
