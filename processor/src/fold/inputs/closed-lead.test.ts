import type { CommandHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

type Command = CommandHeader['command']

const pql = 'ready'
const ready = {
  kind: 'pql',
  id: pql,
  level: 'person',
  fit: { did: { event: 'Limit Reached' } },
  alert: { to: ['hook'] },
}

const lead = () => {
  const world = createWorld(ready)
  world.send({ userId: 'ann', event: 'Limit Reached' })
  const command = (by: string, what: Command): void =>
    world.sendRecord('test/u/ann', {
      ...{ v: 1, kind: 'command', env: 'test', received: world.now },
      by,
      command: what,
    })
  const said = () => world.all('worked').map((one) => [one.by, one.do])
  return { world, command, said, now: () => world.person('ann').pql[pql] }
}

test('a lead that nobody had was given back', () => {
  const { command, said } = lead()
  command('sam', { do: 'release', pql })
  expect(said()).toEqual([])
})

test('a closed lead was given back, put off, claimed and closed again', () => {
  const { world, command, said, now } = lead()
  command('sam', { do: 'outcome', pql, outcome: 'won' })
  for (const late of [
    { do: 'claim', pql },
    { do: 'release', pql },
    { do: 'snooze', pql, until: world.now + day },
    { do: 'outcome', pql, outcome: 'lost' },
  ] as const)
    command('kim', late)
  expect(said()).toEqual([['sam', 'outcome']])
  expect(now()).toMatchObject({ outcome: { what: 'won', by: 'sam' } })
  expect(now()).not.toHaveProperty('snoozed')
})

test('a lead that was closed by mistake is open again with whoever had it; no alert is sent, and it is no new turn', () => {
  const { world, command, said, now } = lead()
  command('kim', { do: 'claim', pql })
  command('kim', { do: 'outcome', pql, outcome: 'won', note: 'wrong row' })
  const alerts = world.all('alert').length
  command('kim', { do: 'reopen', pql })
  expect(now()).toMatchObject({ turn: 1, owner: { by: 'kim' } })
  expect(now()).not.toHaveProperty('outcome')
  command('sam', { do: 'reopen', pql })
  expect(said()).toEqual([
    ['kim', 'claim'],
    ['kim', 'outcome'],
    ['kim', 'reopen'],
  ])
  command('kim', { do: 'outcome', pql, outcome: 'lost' })
  expect(now()).toMatchObject({ outcome: { what: 'lost' } })
  world.pass(2 * day)
  expect([world.all('alert').length, world.all('pql').length]).toEqual([alerts, 1])
})

test('who may open again only their own opened what another had claimed and closed', () => {
  const { command, said, now } = lead()
  command('kim', { do: 'claim', pql })
  command('kim', { do: 'outcome', pql, outcome: 'won' })
  command('sam', { do: 'reopen', pql, own: true })
  expect(now()).toMatchObject({ outcome: { what: 'won' } })
  command('kim', { do: 'reopen', pql, own: true })
  expect(now()).not.toHaveProperty('outcome')
  command('sam', { do: 'outcome', pql, outcome: 'lost' })
  command('sam', { do: 'reopen', pql, own: true })
  expect(said().map(([by, what]) => `${by} ${what}`)).toEqual([
    'kim claim',
    'kim outcome',
    'kim reopen',
    'sam outcome',
    'sam reopen',
  ])
})

test('who may give back only their own gave back the lead of who had been faster', () => {
  const { command, said, now } = lead()
  command('kim', { do: 'claim', pql })
  command('sam', { do: 'release', pql, own: true })
  expect([now()?.owner?.by, said()]).toEqual(['kim', [['kim', 'claim']]])
  command('lea', { do: 'release', pql })
  expect(now()?.owner).toBeUndefined()
})

test('so it is with a task', () => {
  const { world, command } = lead()
  const does = (by: string, deed: object) =>
    command(by, { do: 'task', task: 't1', ...deed } as Command)
  does('kim', { deed: 'claim' })
  does('sam', { deed: 'release', own: true })
  does('kim', { deed: 'release', own: true })
  does('sam', { deed: 'release' })
  const said = world.all('task')
  expect(said.map((one) => [one.by, one.deed])).toEqual([
    ['kim', 'claim'],
    ['kim', 'release'],
  ])
  expect(said[1]).not.toHaveProperty('own')
})
