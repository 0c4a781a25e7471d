import { limits } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, hour, minute, type Sent, type World } from '../../../manual/support/world.ts'

const installed = {
  kind: 'milestone',
  id: 'code-installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Data Received' } },
}
const audience = {
  all: [{ did: { event: 'Product Created' } }, { not: { milestone: { id: 'code-installed' } } }],
}
const segment = { kind: 'segment', id: 'to-install', level: 'person', rule: audience }
const hook = { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' }
const tip = {
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'One line to go' }] }],
}
const remind = {
  kind: 'engagement',
  id: 'remind',
  audience,
  send: [{ webhook: 'hook' }, { guide: 'tip' }],
}
const open = {
  kind: 'engagement',
  id: 'open',
  audience: { did: { event: 'Product Created' } },
  goal: { milestone: { id: 'code-installed' } },
  send: [{ webhook: 'hook' }, { guide: 'tip' }],
}
const flow = {
  kind: 'flow',
  id: 'installing',
  enter: { did: { event: 'Product Created' } },
  goal: { milestone: { id: 'code-installed' } },
  steps: [{ id: 'tell', send: { webhook: 'hook' } }],
}
const alone = { kind: 'milestone', id: 'alone', level: 'person', order: 2, reached: audience }
const context = { groupId: 'acme' }
const created: Sent = { userId: 'bob', event: 'Product Created', context }
const received: Sent = { userId: 'bob', event: 'Data Received', context }

/** Ann and bob have been members for long. */
const acme = (...definitions: readonly object[]): World => {
  const world = createWorld(installed, hook, tip, ...definitions)
  for (const userId of ['ann', 'bob']) world.send({ type: 'group', userId, groupId: 'acme' })
  world.pass(hour)
  return world
}

/** What accounts have told this one. */
const toldTo = (world: World, person: string): number =>
  world.steps
    .flatMap((step) => step.transitions)
    .filter((t) => t.t === 'owed' && t.to === `test/u/${person}` && t.debt.k === 'account').length

test('A member whose one request makes the account reach a milestone is not taken for somebody of whose account it has not', () => {
  const world = acme(segment, remind, open, flow, alone)
  world.sendAll([created, received])
  world.pass(hour)
  expect(world.all('milestone').map((m) => m.id)).toEqual(['code-installed'])
  for (const t of ['segment', 'send', 'decided', 'withdrawn', 'flow'] as const)
    expect(world.all(t)).toEqual([])
  const why = world.all('suppressed').map((s) => `${s.engagement} ${s.why.at(-1)?.gate}`)
  expect(why).toEqual(['open goal', 'open.1 goal'])
  expect(world.person('bob').says.unheard).toBeUndefined()
})

test('A member who is the third of three to have done it is counted before it is decided', () => {
  const three = { account: { members: { where: { did: { event: 'X' } }, count: { gte: 3 } } } }
  const early = { all: [{ did: { event: 'X' } }, { not: three }] }
  const both = { all: [{ did: { event: 'X' } }, three] }
  const world = acme(
    { kind: 'segment', id: 'early', level: 'person', rule: early },
    { kind: 'segment', id: 'both', level: 'person', rule: both },
  )
  for (const userId of ['ann', 'cho', 'bob']) {
    world.send({ userId, event: 'X', context })
    world.pass(minute)
  }
  const lines = world.all('segment').map((s) => `${s.subject.slice(-3)} ${s.id} ${s.is}`)
  expect(lines.filter((line) => line.startsWith('bob'))).toEqual(['bob both true'])
})

test('What falls due for a member and changes what the account counts is counted before it is decided', () => {
  const lately = { did: { event: 'X', within: '1d' } }
  const others = { account: { members: { where: lately } } }
  const rule = { all: [{ did: { event: 'X' } }, { not: lately }, others] }
  const world = acme({ kind: 'segment', id: 'left-behind', level: 'person', rule })
  world.send({ userId: 'bob', event: 'X', context })
  world.pass(48 * hour)
  expect(world.all('segment')).toEqual([])
})

test('Who did not make it turn is decided on a moment later, at the instant of the answer', () => {
  const world = acme(segment, remind, flow)
  world.hold()
  const { now } = world
  world.sendAll([
    { ...created },
    { type: 'group', userId: 'bob', groupId: 'acme', traits: { a: 1 } },
  ])
  world.pass(70)
  expect(world.all('segment')).toEqual([])
  expect(world.explain('bob')[0]?.gates.at(-1)).toMatchObject({ gate: 'entry', is: false })
  expect(world.explain('bob', 'tip')[0]?.gates.at(-1)).toMatchObject({ gate: 'merge', is: false })
  world.carryAll()
  expect(world.all('segment').map((s) => [s.is, s.at])).toEqual([[true, now + 70]])
  expect(world.all('send')).toHaveLength(2)
  expect(world.all('decided')).toHaveLength(1)
})

test('A milestone that waited for the account still names the event that decided, and its time', () => {
  const world = acme(alone)
  world.hold()
  const { now } = world
  const group: Sent = { type: 'group', userId: 'bob', groupId: 'acme', traits: { seats: 3 } }
  world.sendAll([created, group])
  world.pass(70)
  expect(world.all('milestone')).toEqual([])
  world.carryAll()
  const [reached] = world.all('milestone')
  expect(reached).toMatchObject({ id: 'alone', at: now, by: { event: 'Product Created' } })
})

test('An account that does not answer is waited for no longer than five seconds, however much more its member does', () => {
  const world = acme(segment, alone)
  world.hold()
  const { now } = world
  world.sendAll([created, received])
  for (let i = 0; i < 20; i++) {
    world.pass(400)
    world.send(received)
  }
  expect(world.all('segment').map((s) => [s.is, s.at])).toEqual([[true, now + 5000]])
  expect(world.all('milestone')).toMatchObject([{ id: 'alone', by: { person: 'test/u/bob' } }])
})

test('An account that is told too much of answers when the second is over', () => {
  const world = acme(segment, remind)
  const rate = [Math.floor(world.now / 1000), limits.accountRecordsPerSecond] as const
  world.states.set('test/g/acme', { ...world.account('acme'), rate })
  world.sendAll([created, received])
  expect(world.account('acme').askers).toEqual({ 'test/u/bob': world.now })
  world.pass(hour)
  expect(world.all('milestone').map((m) => m.id)).toEqual(['code-installed'])
  expect(world.all('segment')).toEqual([])
  expect(world.all('send')).toEqual([])
  expect(world.account('acme').askers).toBeUndefined()
})

test('An account is asked only where something waits for its answer', () => {
  const world = acme(segment, { ...segment, id: 'own', rule: { did: { event: 'Y' } } })
  world.send(created)
  const before = toldTo(world, 'bob')
  // Reaches the milestone, of which all are told; the rest changes nothing that rests on the account.
  world.sendAll([received, { ...created, event: 'Y' }])
  for (let i = 0; i < 3; i++) world.send(received)
  expect(toldTo(world, 'bob')).toBe(before + 1)
})

test('An account that has an answer to give anyway gives both at once', () => {
  const world = acme(segment)
  const before = toldTo(world, 'bob')
  world.sendAll([created, received])
  expect(toldTo(world, 'bob')).toBe(before + 1)
})

const event = fc.constantFrom('A', 'B', 'C')
const own = event.map((name) => ({ did: { event: name, within: '90s' } }))
const seats = { trait: { name: 'seats', gte: 3 } }
const ofAccount = fc.oneof(
  event.map((name) => ({ did: { event: name, count: { gte: 3 } } })),
  event.map((name) => ({
    members: { where: { did: { event: name, within: '90s' } }, count: { gte: 2 } },
  })),
  event.map((name) => ({ members: { where: { did: { event: name } }, share: { gte: 0.6 } } })),
  fc.constant(seats),
  fc.constant({ members: { where: { segment: { id: 'z' } } } }),
)
const clause = fc.oneof(
  own,
  ofAccount.map((account) => ({ account })),
)
const eitherWay = clause.chain((rule) => fc.constantFrom(rule, { not: rule }))
const rule = fc
  .array(eitherWay, { minLength: 2, maxLength: 3 })
  .chain((rules) => fc.constantFrom({ all: rules }, { any: rules }))
const deed = fc.record({
  userId: fc.constantFrom('ann', 'bob', 'cho'),
  events: fc.array(event, { minLength: 1, maxLength: 3 }),
  seats: fc.option(fc.nat(5), { nil: undefined }),
})
const segmentOf = (id: string, rule: object) => ({ kind: 'segment', id, level: 'person', rule })

test('Whatever a member does in one request, nobody is to and fro because of it', () => {
  fc.assert(
    fc.property(
      fc.tuple(rule, rule, own),
      fc.array(deed, { maxLength: 14 }),
      ([a, b, z], deeds) => {
        const world = acme(segmentOf('a', a), segmentOf('b', b), segmentOf('z', z))
        const joined = world.all('segment').length
        for (const { userId, events, seats: many } of deeds) {
          const all: Sent[] = events.map((name) => ({ userId, event: name, context }))
          if (many !== undefined)
            all.push({ type: 'group', userId, groupId: 'acme', traits: { seats: many } })
          world.sendAll(all)
          world.pass(minute)
        }
        const later = world.all('segment').slice(joined)
        const turns = later.map((s) => `${s.subject} ${s.id} ${s.at}`)
        expect(turns).toEqual([...new Set(turns)])
      },
    ),
    { numRuns: 300 },
  )
})
