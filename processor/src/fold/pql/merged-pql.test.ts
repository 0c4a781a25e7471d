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

test('Who has left meanwhile does not become one by a visit of old', () => {
  const world = visitorWhoIsOne()
  world.send({ userId: 'ann', event: 'Unsubscribed' })
  world.pass(hour)
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.person('ann').pql.lead?.since).toBeUndefined()
  expect(world.all('pql').map((p) => p.subject)).toEqual(['test/a/b1'])
})
