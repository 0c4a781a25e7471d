import type { CommandHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, day, hour } from '../../../manual/support/world.ts'

const lead = {
  kind: 'pql',
  id: 'lead',
  level: 'person',
  fit: { did: { event: 'Limit Reached' } },
  leave: { did: { event: 'Unsubscribed' } },
  alert: { to: ['hook'], cooldown: '1d' },
}
const limited = {
  kind: 'segment',
  id: 'limited',
  level: 'person',
  rule: { did: { event: 'Limit Reached' } },
}

const visitorWhoIsOne = () => {
  const world = createWorld(lead, limited)
  world.send({ anonymousId: 'b1', event: 'Limit Reached' })
  return world
}

test('A visitor whom sales was told about is not told about again when they say who they are', () => {
  const world = visitorWhoIsOne()
  const since = world.now
  world.pass(40 * day)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.all('alert').map((a) => a.subject)).toEqual(['test/a/b1'])
  expect(world.person('ann').pql.lead).toMatchObject({ turn: 1, since, alerted: since })
  expect(world.person('ann').seg.limited).toBe(since)
  expect(world.all('pql').map((p) => [p.subject, p.is, p.turn])).toEqual([
    ['test/a/b1', true, 1],
    ['test/u/ann', true, 1],
  ])
  expect(world.all('segment').map((s) => s.subject)).toEqual(['test/a/b1', 'test/u/ann'])
})

test('Whoever claimed the visitor has the person, and what was noted about the person stays', () => {
  const world = visitorWhoIsOne()
  const say = (subject: string, by: string, command: CommandHeader['command']) =>
    world.sendRecord(subject, {
      v: 1,
      kind: 'command',
      env: 'test',
      received: world.now,
      by,
      command,
    })
  say('test/a/b1', 'sam', { do: 'claim', pql: 'lead' })
  world.send({ userId: 'ann', event: 'Limit Reached' })
  say('test/u/ann', 'kim', { do: 'outcome', pql: 'lead', outcome: 'won' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.person('ann').pql.lead).toMatchObject({
    owner: { by: 'sam' },
    outcome: { what: 'won', by: 'kim' },
  })
  expect(world.all('pql')).toHaveLength(2)
})

const closed = (world: ReturnType<typeof createWorld>) =>
  world.sendRecord('test/u/ann', {
    ...{ v: 1, kind: 'command', env: 'test', received: world.now, by: 'kim' },
    command: { do: 'outcome', pql: 'lead', outcome: 'won' },
  })

test('A visitor who is one gives a person whose turn has ended a new turn, and not the outcome of the last', () => {
  const leaving = { ...lead, leave: { not: { did: { event: 'Limit Reached', within: '2d' } } } }
  const world = createWorld(leaving, limited)
  world.send({ userId: 'ann', event: 'Limit Reached' })
  closed(world)
  world.pass(3 * day)
  expect(world.person('ann').pql.lead).toMatchObject({ turn: 1, outcome: { what: 'won' } })
  world.send({ anonymousId: 'b1', event: 'Limit Reached' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  const now = world.person('ann').pql.lead
  expect(now).toMatchObject({ turn: 2, since: world.now })
  expect(now).not.toHaveProperty('outcome')
  expect(world.all('pql').at(-1)).toMatchObject({ subject: 'test/u/ann', is: true, turn: 2 })
})

test('A visitor who is one, too, takes nothing from the turn of a person that has an outcome', () => {
  const world = createWorld(lead, limited)
  world.send({ userId: 'ann', event: 'Limit Reached' })
  closed(world)
  world.pass(hour)
  world.send({ anonymousId: 'b1', event: 'Limit Reached' })
  const told = world.all('pql').length
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.person('ann').pql.lead).toMatchObject({ turn: 1, outcome: { what: 'won' } })
  expect(world.all('pql')).toHaveLength(told)
})

test('Who has left meanwhile does not become one by a visit of old', () => {
  const world = visitorWhoIsOne()
  world.send({ userId: 'ann', event: 'Unsubscribed' })
  world.pass(hour)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.person('ann').pql.lead?.since).toBeUndefined()
  expect(world.all('pql').map((p) => p.subject)).toEqual(['test/a/b1'])
})
