import type { CommandHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, day, minute } from './support/world.ts'

const milestones = [
  {
    kind: 'milestone',
    id: 'code-installed',
    name: 'Code installed',
    level: 'account',
    order: 1,
    started: { did: { event: 'Product Created' } },
    reached: { did: { event: 'Data Received' } },
  },
  {
    kind: 'milestone',
    id: 'feature-map-set-up',
    name: 'Feature map set up',
    level: 'account',
    order: 2,
    reached: { did: { event: 'Feature Mapped', count: { gte: 3 } } },
  },
]
const pql = {
  kind: 'pql',
  id: 'trial-pql',
  name: 'Trial account ready for sales',
  level: 'account',
  milestones: ['code-installed', 'feature-map-set-up'],
  fit: { all: [{ trait: { name: 'employees', gte: 20 } }] },
  champion: { trait: { name: 'role', in: ['product manager'] } },
  alert: {
    to: ['sdr-hook'],
    cooldown: '30d',
    say: '{{account.name}} is ready. Ask for {{champion.name | the team}}.',
  },
}
const endpoint = {
  kind: 'endpoint',
  id: 'sdr-hook',
  type: 'webhook',
  url: 'https://crm.example/hook',
}

const acme = () => {
  const world = createWorld(...milestones, pql, endpoint)
  world.send({ type: 'identify', userId: 'ann', traits: { name: 'Ann', role: 'developer' } })
  world.send({
    type: 'group',
    userId: 'ann',
    groupId: 'acme',
    traits: { name: 'Acme', employees: 50 },
  })
  world.send({ type: 'identify', userId: 'pat', traits: { name: 'Pat', role: 'product manager' } })
  world.send({ type: 'group', userId: 'pat', groupId: 'acme' })
  return world
}

test('An account turns PQL when its people have completed both milestones and it fits, and the alert says why', () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Product Created' })
  world.pass(minute)
  world.send({ userId: 'ann', event: 'Data Received' })
  expect(world.all('alert')).toEqual([])
  for (let i = 0; i < 3; i++) world.send({ userId: 'pat', event: 'Feature Mapped' })

  expect(world.all('milestone').map((m) => [m.id, m.what])).toEqual([
    ['code-installed', 'started'],
    ['code-installed', 'reached'],
    ['feature-map-set-up', 'reached'],
  ])
  const [alert] = world.all('alert')
  expect(alert?.to).toEqual(['sdr-hook'])
  expect(alert?.body.name).toBe('Acme')
  expect(alert?.body.reasons.map((r) => r.says)).toEqual([
    'reached Code installed',
    'reached Feature map set up',
    'employees is at least 20',
  ])
  expect(alert?.body.reasons[0]?.by).toMatchObject({ event: 'Data Received', person: 'test/u/ann' })
  expect(alert?.body.champion).toMatchObject({ name: 'Pat', role: 'product manager' })
  expect(alert?.body.say).toBe('Acme is ready. Ask for Pat.')
  expect(world.account('acme').life.state).toBe('pql')
})

test('Turning PQL twice within the cooldown alerts once', () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Data Received' })
  for (let i = 0; i < 3; i++) world.send({ userId: 'pat', event: 'Feature Mapped' })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { employees: 3 } })
  expect(world.all('pql').map((p) => p.is)).toEqual([true, false])
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { employees: 30 } })
  expect(world.all('pql').map((p) => p.turn)).toEqual([1, 1, 2])
  expect(world.all('alert')).toHaveLength(1)
  expect(world.all('alert_withheld').map((w) => w.reason)).toEqual(['cooldown'])

  world.pass(31 * day)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { employees: 3 } })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { employees: 30 } })
  expect(world.all('alert')).toHaveLength(2)
})

test('What people did before they joined the account goes along when they join', () => {
  const world = createWorld(...milestones)
  world.send({ anonymousId: 'browser-1', event: 'Data Received' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'browser-1' })
  expect(world.all('milestone')).toEqual([])
  world.send({ type: 'group', userId: 'ann', anonymousId: 'browser-1', groupId: 'acme' })
  expect(
    world
      .all('milestone')
      .filter((m) => m.what === 'reached')
      .map((m) => [m.subject, m.id]),
  ).toEqual([['test/g/acme', 'code-installed']])
})

test('History that is imported makes PQLs but alerts nobody', () => {
  const world = acme()
  const old = { kind: 'import', source: 'import' } as const
  const timestamp = new Date(world.now - 20 * day).toISOString()
  world.send({ userId: 'ann', event: 'Data Received', timestamp }, old)
  for (let i = 0; i < 3; i++) world.send({ userId: 'pat', event: 'Feature Mapped', timestamp }, old)
  expect(world.all('pql')).toHaveLength(1)
  expect(world.all('alert')).toEqual([])
  expect(world.all('milestone').find((m) => m.what === 'reached')?.at).toBe(Date.parse(timestamp))
})

test('Imported history of several members arrives side by side, and still tells when the account turned', () => {
  const world = acme()
  const old = { kind: 'import', source: 'import' } as const
  const ago = (days: number): string => new Date(world.now - days * day).toISOString()
  for (let i = 0; i < 3; i++) {
    world.send({ userId: 'pat', event: 'Feature Mapped', timestamp: ago(2) }, old)
  }
  world.send({ userId: 'ann', event: 'Data Received', timestamp: ago(6) }, old)
  expect(world.all('pql').map((p) => p.at)).toEqual([Date.parse(ago(2))])
  expect(world.account('acme').life.since).toBe(Date.parse(ago(2)))
})

/* An alert is the beginning of somebody's work. What they do about it comes back as commands, and belongs to this turn. */

const command = (
  world: ReturnType<typeof acme>,
  what: CommandHeader['command'],
  by = 'sam',
): void =>
  world.sendRecord('test/g/acme', {
    v: 1,
    kind: 'command',
    env: 'test',
    received: world.now,
    by,
    command: what,
  })

const ready = () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Data Received' })
  for (let i = 0; i < 3; i++) world.send({ userId: 'pat', event: 'Feature Mapped' })
  return world
}
const seats = (world: ReturnType<typeof acme>, employees: number): void =>
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { employees } })

test('The first who claims a lead has it, until they give it back', () => {
  const world = ready()
  command(world, { do: 'claim', pql: 'trial-pql' }, 'sam')
  command(world, { do: 'claim', pql: 'trial-pql' }, 'kim')
  expect(world.account('acme').pql['trial-pql']?.owner?.by).toBe('sam')
  command(world, { do: 'release', pql: 'trial-pql' }, 'sam')
  command(world, { do: 'claim', pql: 'trial-pql' }, 'kim')
  expect(world.account('acme').pql['trial-pql']?.owner?.by).toBe('kim')
  expect(world.all('worked').map((w) => [w.by, w.do])).toEqual([
    ['sam', 'claim'],
    ['sam', 'release'],
    ['kim', 'claim'],
  ])
})

test('What became of a lead stays with its turn: the next turn begins without owner and outcome', () => {
  const world = ready()
  command(world, { do: 'claim', pql: 'trial-pql' })
  command(world, { do: 'outcome', pql: 'trial-pql', outcome: 'not_now', note: 'in spring' })
  expect(world.account('acme').pql['trial-pql']?.outcome).toMatchObject({ what: 'not_now' })
  seats(world, 3)
  expect(world.account('acme').pql['trial-pql']).toMatchObject({ turn: 1, owner: { by: 'sam' } })
  seats(world, 30)
  const now = world.account('acme').pql['trial-pql']
  expect([now?.turn, now?.owner, now?.outcome]).toEqual([2, undefined, undefined])
})

test('A command about a PQL that the account never was changes nothing', () => {
  const world = acme()
  command(world, { do: 'claim', pql: 'trial-pql' })
  expect(world.account('acme').pql).toEqual({})
  expect(world.all('worked')).toEqual([])
})

test('Who has left for another account is nobody’s champion there', () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Data Received' })
  for (let i = 0; i < 2; i++) world.send({ userId: 'pat', event: 'Feature Mapped' })
  world.send({ type: 'group', userId: 'pat', groupId: 'globex' })
  world.send({ userId: 'ann', event: 'Feature Mapped' })
  expect(world.all('alert')[0]?.body.champion).toMatchObject({ name: 'Ann' })
})
