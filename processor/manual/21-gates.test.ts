import type { CommandHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, day, hour, minute, type World } from './support/world.ts'

/** When and how often: what stands between an audience that is right and a message that is sent. */

const mail = { kind: 'email', id: 'hello', subject: 'Hello', content: [{ text: 'Hello.' }] }
const guideOf = (id: string, more: object = {}) => ({
  kind: 'guide',
  id,
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Hello' }] }],
  ...more,
})
const modalOf = (id: string, more: object = {}) => ({
  kind: 'guide',
  id,
  type: 'modal',
  steps: [{ content: [{ text: 'Hello' }] }],
  ...more,
})
const engagementOf = (id: string, more: object = {}) => ({
  kind: 'engagement',
  id,
  audience: { did: { event: 'Login' } },
  send: [{ guide: 'tip' }],
  ...more,
})
const mailing = (more: object = {}) =>
  engagementOf('mailing', { send: [{ email: 'hello' }], ...more })

const login = (world: World, userId = 'ann', more: object = {}) => {
  const traits = { email: `${userId}@x.example` }
  world.sendAll([
    { type: 'identify', userId, traits },
    { userId, event: 'Login', ...more },
  ])
}
const report = (world: World, engagement: string, what: object) => {
  const [[event, properties]] = Object.entries(what) as [[string, object]]
  world.send({
    userId: 'ann',
    event: `$guide_${event}`,
    properties: { engagement, guide: '', ...properties },
  })
}

const offered = (world: World, userId = 'ann'): readonly string[] =>
  Object.entries(world.person(userId).eng).flatMap(([id, { dec }]) =>
    dec === undefined ? [] : [id],
  )
const lastGate = (world: World, engagement: string) =>
  world
    .explain('ann')
    .find((one) => one.engagement === engagement)
    ?.gates.at(-1)

/** The world begins on Monday, 2 March 2026, 09:00 UTC. */
const monday9 = Date.parse('2026-03-02T09:00:00Z')

test('Outside its schedule a message waits, by the clock on the person’s wall', () => {
  const schedule = { days: ['tue'], hours: { from: '09:30', until: '11:00' } }
  const world = createWorld(mail, mailing({ schedule }))
  login(world, 'ann', { context: { timezone: 'America/New_York' } })
  world.send({ type: 'identify', userId: 'bob', traits: { timezone: 'Asia/Kolkata' } })
  login(world, 'bob', { context: { timezone: 'America/New_York' } })
  login(world, 'cho', { context: { timezone: 'No/Such_Zone' } })
  expect(world.all('suppressed').map((s) => s.why.at(-1)?.gate)).toEqual([
    'schedule',
    'schedule',
    'schedule',
  ])
  expect(lastGate(world, 'mailing')).toEqual({
    gate: 'schedule',
    is: false,
    wants: 'on tue, between 09:30 and 11:00',
    found: 'Mon 2026-03-02 04:00 in America/New_York',
  })
  world.pass(2 * day)
  expect(world.all('send').map(({ to, at }) => [to.userId, new Date(at).toISOString()])).toEqual([
    ['bob', '2026-03-03T04:00:00.000Z'],
    ['cho', '2026-03-03T09:30:00.000Z'],
    ['ann', '2026-03-03T14:30:00.000Z'],
  ])
})

test('Until a date is until it begins on the person’s wall: that day is left out', () => {
  const schedule = { until: '2026-03-03' }
  const world = createWorld(guideOf('tip'), engagementOf('shown', { schedule, caps: 'none' }))
  login(world, 'ann', { context: { timezone: 'America/New_York' } })
  world.pass(2 * day)
  expect(world.all('withdrawn').map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-03-03T05:00:00.000Z',
  ])
})

test('From a date, until a date; when that is over, nothing waits any longer', () => {
  const schedule = { from: '2026-03-05', until: '2026-03-07T12:00' }
  const world = createWorld(
    guideOf('tip'),
    mail,
    { kind: 'calendar', id: 'project', zone: 'Europe/Berlin' },
    engagementOf('shown', { schedule, caps: 'none' }),
    mailing({
      schedule,
      reentry: 'every-time',
      audience: { did: { event: 'Login', within: '1h' } },
    }),
  )
  login(world)
  world.pass(6 * day)
  expect(world.all('decided').map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-03-04T23:00:00.000Z',
  ])
  expect(world.all('withdrawn').map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-03-07T11:00:00.000Z',
  ])
  login(world)
  expect(world.person('ann').eng.mailing?.wait).toBeUndefined()
  expect(lastGate(world, 'shown')?.found).toBe('Sun 2026-03-08 10:00 in Europe/Berlin: it is over')
  expect(world.all('send')).toEqual([])
})

test('The policy’s quiet hours hold for e-mail; a guide is shown to who is there, unless its engagement says so', () => {
  const policy = { kind: 'policy', id: 'project', 'quiet-hours': { from: '08:00', until: '20:00' } }
  const world = createWorld(
    guideOf('tip'),
    mail,
    policy,
    engagementOf('shown'),
    engagementOf('hushed', { 'quiet-hours': { from: '08:00', until: '10:00' } }),
    mailing(),
    engagementOf('urgent', { send: [{ email: 'hello' }], 'quiet-hours': 'none' }),
  )
  login(world)
  expect(offered(world)).toEqual(['shown'])
  expect(world.all('send').map((s) => [s.engagement, s.at])).toEqual([['urgent', monday9]])
  world.pass(20 * hour)
  expect(offered(world)).toEqual(['hushed', 'shown'])
  expect(world.all('send').map((s) => [s.engagement, s.at])).toEqual([
    ['urgent', monday9],
    ['mailing', monday9 + 11 * hour],
  ])
})

test('What waits is dropped when the reason for it goes', () => {
  const world = createWorld(
    mail,
    mailing({
      audience: { not: { did: { event: 'Invited' } } },
      'quiet-hours': { from: '08:00', until: '20:00' },
    }),
  )
  login(world)
  world.send({ userId: 'ann', event: 'Invited' })
  world.pass(2 * day)
  expect(world.all('send')).toEqual([])
})

const command = (
  world: World,
  subject: 'test/g/acme' | 'test/u/ann',
  body: CommandHeader['command'],
) =>
  world.sendRecord(subject, {
    v: 1,
    kind: 'command',
    env: 'test',
    received: world.now,
    by: 'sam',
    command: body,
  })

const lead = { kind: 'pql', id: 'ready', level: 'account', intent: { did: { event: 'Asked' } } }

test('While somebody in sales works the account, marketing keeps still for all its people', () => {
  const service = engagementOf('service', { marketing: false })
  const world = createWorld(guideOf('tip'), mail, lead, engagementOf('shown'), service, mailing())
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.send({ userId: 'bob', event: 'Asked', context: { groupId: 'acme' } })
  command(world, 'test/g/acme', { do: 'claim', pql: 'ready' })
  login(world)
  world.send({ type: 'identify', userId: 'late' })
  world.send({ type: 'group', userId: 'late', groupId: 'acme' })
  world.pass(minute)
  login(world, 'late')
  expect([offered(world), offered(world, 'late')]).toEqual([['service'], ['service']])
  expect(lastGate(world, 'shown')).toMatchObject({
    gate: 'worked',
    is: false,
    found: 'works the account',
  })
  expect(world.all('send')).toEqual([])
  command(world, 'test/g/acme', { do: 'outcome', pql: 'ready', outcome: 'not_now' })
  expect([offered(world), offered(world, 'late')]).toEqual([
    ['service', 'shown'],
    ['service', 'shown'],
  ])
  expect(world.all('send').map(({ to }) => to.userId)).toEqual(['ann', 'late'])
})

test('Whoever joins an account waits for its word on that, before anything is sent', () => {
  const world = createWorld(mail, lead, mailing())
  world.send({ userId: 'bob', event: 'Asked', context: { groupId: 'acme' } })
  command(world, 'test/g/acme', { do: 'claim', pql: 'ready' })
  world.hold()
  world.sendAll([
    { type: 'identify', userId: 'ann', traits: { email: 'ann@x.example' } },
    { type: 'group', userId: 'ann', groupId: 'acme' },
    { userId: 'ann', event: 'Login' },
  ])
  world.pass(2000)
  world.carryAll()
  world.pass(day)
  expect(world.all('send')).toEqual([])
  expect(lastGate(world, 'mailing')?.gate).toBe('worked')
})

test('What goes to somebody else than the person goes on: a webhook at night, while sales is at work, without consent', () => {
  const hook = { kind: 'endpoint', id: 'crm', type: 'webhook', url: 'https://crm.example/hook' }
  const policy = {
    kind: 'policy',
    id: 'project',
    'quiet-hours': { from: '08:00', until: '20:00' },
    caps: [{ max: 1, within: '7d' }],
  }
  const own = { ...lead, level: 'person', intent: { did: { event: 'Asked' } } }
  const told = ['a', 'b'].map((id) => engagementOf(id, { send: [{ webhook: 'crm' }] }))
  const world = createWorld(hook, policy, own, ...told)
  world.send({ userId: 'ann', event: 'Asked' })
  command(world, 'test/u/ann', { do: 'claim', pql: 'ready' })
  login(world, 'ann', { context: { consent: { guides: false } } })
  expect(world.all('send').map(({ engagement }) => engagement)).toEqual(['a', 'b'])
})

test('A claimed person is left in peace, too, until the claim is given back', () => {
  const own = { ...lead, level: 'person', intent: { did: { event: 'Asked' } } }
  const world = createWorld(guideOf('tip'), own, engagementOf('shown', { caps: 'none' }))
  login(world)
  world.send({ userId: 'ann', event: 'Asked' })
  command(world, 'test/u/ann', { do: 'claim', pql: 'ready' })
  expect(world.all('withdrawn')).toHaveLength(1)
  command(world, 'test/u/ann', { do: 'release', pql: 'ready' })
  expect(offered(world)).toEqual(['shown'])
})

test('"Later" puts a guide off, and it comes back at that instant, even where it is shown once only', () => {
  const world = createWorld(guideOf('tip'), engagementOf('shown'))
  login(world)
  report(world, 'shown', { rendered: {} })
  report(world, 'shown', { snoozed: { for: '2d' } })
  const at = world.now
  expect(lastGate(world, 'shown')?.gate).toBe('snooze')
  world.pass(3 * day)
  expect(world.all('decided').map((d) => d.at)).toEqual([at, at + 2 * day])
  report(world, 'shown', { rendered: {} })
  world.pass(30 * day)
  expect(offered(world)).toEqual([])
})

test('A cap that somebody wrote counts what was put off, too', () => {
  const world = createWorld(
    guideOf('tip'),
    engagementOf('shown', { caps: { 'per-person': { max: 1, within: '7d' } } }),
  )
  login(world)
  const shown = world.now
  report(world, 'shown', { rendered: {} })
  report(world, 'shown', { snoozed: { for: '1d' } })
  world.pass(8 * day)
  expect(world.all('decided').map((d) => d.at)).toEqual([shown, shown + 7 * day])
})

test('Whoever does not want to be told anything is told nothing, until they do', () => {
  const world = createWorld(guideOf('tip'), mail, engagementOf('shown'), mailing())
  login(world, 'ann', { context: { consent: { analytics: true, guides: false } } })
  expect(offered(world)).toEqual([])
  expect(lastGate(world, 'shown')).toMatchObject({ gate: 'consent', is: false })
  login(world, 'ann', { context: { consent: { analytics: true, guides: true } } })
  expect(offered(world)).toEqual(['shown'])
  expect(world.all('send')).toEqual([])
})

test('Of two modals for the same moment the more urgent is offered; the other when it is used up and gone', () => {
  const world = createWorld(
    modalOf('tip'),
    modalOf('news'),
    engagementOf('low', { priority: 10 }),
    engagementOf('high', { priority: 90, send: [{ guide: 'news' }] }),
  )
  login(world)
  expect(offered(world)).toEqual(['high'])
  expect(lastGate(world, 'low')).toEqual({
    gate: 'priority',
    is: false,
    wants: 'nothing of higher priority in the same place',
    found: 'high comes first',
  })
  expect(world.all('suppressed').map((s) => [s.engagement, s.why.at(-1)?.gate])).toEqual([
    ['low', 'priority'],
  ])
  report(world, 'high', { rendered: {} })
  expect(offered(world)).toEqual([])
  expect(lastGate(world, 'low')).toMatchObject({ gate: 'slot', is: false, found: 'high is' })
  report(world, 'high', { dismissed: {} })
  expect(offered(world)).toEqual(['low'])
})

test('A modal whose page was left blocks nothing: a paywall need not wait for a welcome that nobody sees any more', () => {
  const world = createWorld(
    modalOf('tip'),
    modalOf('wall', {
      type: 'paywall',
      steps: [{ content: [{ button: { label: 'Not now', action: { dismiss: true } } }] }],
    }),
    engagementOf('welcome', { priority: 90 }),
    engagementOf('limit', { priority: 10, send: [{ guide: 'wall' }] }),
  )
  login(world)
  report(world, 'welcome', { rendered: {} })
  expect(lastGate(world, 'limit')).toMatchObject({ gate: 'slot', is: false, found: 'welcome is' })
  world.pass(minute)
  report(world, 'welcome', { left: { reason: 'left_page' } })
  expect(offered(world)).toEqual(['limit'])
  expect(world.all('noted')).toEqual([])
})

test('A tour that goes on on the next page is on screen again there', () => {
  const world = createWorld(
    modalOf('tip', { type: 'tour' }),
    modalOf('news'),
    engagementOf('tour', { priority: 90 }),
    engagementOf('news', { priority: 10, send: [{ guide: 'news' }] }),
  )
  login(world)
  report(world, 'tour', { rendered: {} })
  world.pass(minute)
  report(world, 'tour', { left: { reason: 'left_page' } })
  world.pass(minute)
  report(world, 'tour', { seen: { step: '2' } })
  expect(lastGate(world, 'news')).toMatchObject({ gate: 'slot', is: false, found: 'tour is' })
  world.pass(minute)
  report(world, 'tour', { completed: {} })
  expect(offered(world)).toEqual(['news'])
})

test('Equals are decided by id, and of what is in different places both are offered', () => {
  const world = createWorld(
    modalOf('tip'),
    modalOf('other'),
    modalOf('elsewhere', { trigger: { url: '/reports' } }),
    engagementOf('b'),
    engagementOf('a', { send: [{ guide: 'other' }] }),
    engagementOf('c', { send: [{ guide: 'elsewhere' }] }),
  )
  login(world)
  expect(offered(world).toSorted()).toEqual(['a', 'c'])
})

test('While a modal is on screen no other is offered; one of whose end nothing is heard does not block for ever', () => {
  const world = createWorld(
    modalOf('tip'),
    modalOf('elsewhere', { trigger: { url: '/reports' } }),
    guideOf('pointer'),
    engagementOf('first', { priority: 90 }),
    engagementOf('second', { send: [{ guide: 'elsewhere' }] }),
    engagementOf('third', { send: [{ guide: 'pointer' }] }),
  )
  login(world)
  report(world, 'first', { rendered: {} })
  expect(offered(world)).toEqual(['third'])
  const at = world.now
  world.pass(hour)
  expect(world.all('decided').at(-1)).toMatchObject({ engagement: 'second', at: at + 10 * minute })
})

test('A guide may come back to whoever enters again: each time, or after a while', () => {
  const audience = { did: { event: 'Login', within: '1h' } }
  for (const [reentry, times] of [
    ['once', 1],
    ['every-time', 3],
    [{ cooldown: '36h' }, 2],
  ] as const) {
    const world = createWorld(guideOf('tip'), engagementOf('shown', { audience, reentry }))
    for (let i = 0; i < 3; i++) {
      login(world)
      if (offered(world).length > 0) report(world, 'shown', { rendered: {} })
      login(world)
      world.pass(day)
    }
    expect([reentry, world.person('ann').eng.shown?.shown.length]).toEqual([reentry, times])
  }
})
