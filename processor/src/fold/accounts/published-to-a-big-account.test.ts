import { limits } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, day, minute, type World } from '../../../manual/support/world.ts'

const saved = { kind: 'segment', id: 's', level: 'person', rule: { did: { event: 'Other' } } }
const own = {
  kind: 'segment',
  id: 'saving',
  level: 'account',
  rule: { did: { event: 'Pipeline Saved' } },
}
const hook = { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' }
const reports = (rule: object, more: object = {}) => ({
  kind: 'engagement',
  id: 'pub-acc',
  audience: { account: rule },
  send: [{ webhook: 'hook', say: 'x' }],
  ...more,
})

/** An account that has met more people than it remembers: of ann, bob and cho it has forgotten ann. */
const acme = (rule: object): World => {
  const world = createWorld(saved, own, hook)
  for (const userId of ['ann', 'bob', 'cho']) {
    world.send({ userId, event: 'Card Moved', context: { groupId: 'acme' } })
    world.pass(minute)
  }
  world.send({ userId: 'cho', event: 'Pipeline Saved' })
  const { 'test/u/ann': _, ...known } = world.account('acme').members
  const gone = Array.from({ length: limits.membersKept - 2 }, (_, i) => [
    `test/u/${i}`,
    { seen: world.now, n: 1, left: true },
  ])
  world.states.set('test/g/acme', {
    ...world.account('acme'),
    members: { ...known, ...Object.fromEntries(gone) },
  })
  world.pass(day)
  world.redefine(saved, own, hook, reports(rule))
  return world
}

const meetAll = (world: World): void => {
  for (const subject of [...world.states.keys()])
    world.put(subject, { kind: 'clock', now: world.now, meet: true })
  world.pass(minute)
}

test('Publishing writes to nobody of an account who is in already, not even to those whom the account has forgotten', () => {
  for (const rule of [
    { did: { event: 'Pipeline Saved' } },
    { not: { did: { event: 'Never Done' } } },
  ]) {
    const world = acme(rule)
    const kept = Object.keys(world.account('acme').members)
    meetAll(world)
    expect(world.all('send')).toEqual([])
    expect(world.person('ann').eng['pub-acc']?.in).toBeDefined()
    expect(Object.keys(world.account('acme').members)).toEqual(kept)
    // Whoever comes from now on enters.
    world.send({ type: 'group', userId: 'new', groupId: 'acme' })
    world.pass(minute)
    expect(world.all('send').map((s) => s.subject)).toEqual(['test/u/new'])
  }
})

test('Nor where the account answers too late, or somebody does something else meanwhile', () => {
  const world = acme({ not: { did: { event: 'Never Done' } } })
  world.hold()
  world.send({ userId: 'ann', event: 'Card Moved' })
  world.pass(minute)
  world.carryAll()
  world.pass(minute)
  expect(world.all('send')).toEqual([])
})

test('An author who means those who are in already reaches them', () => {
  const world = createWorld(own, hook)
  world.send({ userId: 'ann', event: 'Pipeline Saved', context: { groupId: 'acme' } })
  world.pass(day)
  const rule = { did: { event: 'Pipeline Saved' } }
  world.redefine(own, hook, reports(rule, { 'include-present': true }))
  meetAll(world)
  expect(world.all('send').map((s) => s.subject)).toEqual(['test/u/ann'])
})

/** Alerts of accounts of whose members so many have done something. */
const alertsOf = (howMany: object) => ({
  kind: 'pql',
  id: 'alerting',
  level: 'account',
  fit: { members: { where: { did: { event: 'Other' } }, ...howMany } },
  alert: { to: ['hook'] },
})

test('What members answer to a rule that is published alerts nobody', () => {
  const ready = alertsOf({ share: { gte: 0.5 } })
  const world = createWorld(saved, hook)
  for (const userId of ['ann', 'bob', 'cho'])
    world.send({ userId, event: 'Other', context: { groupId: 'acme' } })
  world.send({ type: 'group', userId: 'dan', groupId: 'acme' })
  world.pass(day)
  world.redefine(saved, hook, ready)
  meetAll(world)
  expect(world.all('pql').map((p) => [p.is, p.turn])).toEqual([[true, 1]])
  expect(world.all('alert')).toEqual([])
})

test('Nor does it when they do not answer', () => {
  const idle = alertsOf({ count: { lte: 0 } })
  const world = createWorld(saved, hook)
  world.send({ userId: 'ann', event: 'Other', context: { groupId: 'acme' } })
  world.pass(day)
  world.redefine(saved, hook, idle)
  world.hold()
  const published = world.now
  meetAll(world)
  expect(world.all('pql').map((p) => [p.is, p.at])).toEqual([[true, published + 5000]])
  expect(world.all('alert')).toEqual([])
  world.carryAll()
  expect(world.all('pql').map((p) => p.is)).toEqual([true, false])
})

test('An account whose members have told it all is not kept waiting by a publication that asks nothing of them', () => {
  const busy = {
    kind: 'pql',
    id: 'busy',
    level: 'account',
    fit: { members: { where: { did: { event: 'Other' } } } },
    alert: { to: ['hook'] },
  }
  const world = createWorld(saved, hook, busy)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.pass(day)
  world.redefine(saved, hook, own, busy)
  world.hold()
  world.send({ userId: 'ann', event: 'Other' })
  world.carryAll()
  expect(world.all('alert')).toHaveLength(1)
})

test('Who begins to satisfy a new rule while the account is being asked is in already, as nobody can tell any more whether they were', () => {
  const world = createWorld(saved, own, hook)
  for (const userId of ['ann', 'bob'])
    world.send({ userId, event: 'Pipeline Saved', context: { groupId: 'acme' } })
  world.pass(day)
  const audience = {
    all: [{ did: { event: 'Other' } }, { account: { did: { event: 'Pipeline Saved' } } }],
  }
  world.redefine(saved, own, hook, { ...reports({}), audience })
  world.hold()
  world.send({ userId: 'ann', event: 'Other' })
  world.carryAll()
  expect(world.all('send')).toEqual([])
  expect(world.person('ann').eng['pub-acc']?.in).toBeDefined()
  world.put('test/u/bob', { kind: 'clock', now: world.now, meet: true })
  world.carryAll()
  world.send({ userId: 'bob', event: 'Other' })
  expect(world.all('send').map((s) => s.subject)).toEqual(['test/u/bob'])
})

const someRule = fc.oneof(
  fc.constantFrom(
    { account: { did: { event: 'Pipeline Saved' } } },
    { account: { not: { did: { event: 'Pipeline Saved' } } } },
    { not: { account: { did: { event: 'Pipeline Saved' } } } },
    { account: { members: { where: { did: { event: 'Other' } }, count: { gte: 2 } } } },
    { account: { members: { where: { did: { event: 'Other' } }, share: { gte: 1 } } } },
    { account: { not: { members: { where: { did: { event: 'Other' } } } } } },
  ),
)
const deed = fc.record({
  userId: fc.constantFrom('ann', 'bob', 'cho'),
  groupId: fc.constantFrom('acme', 'globex', undefined),
  event: fc.constantFrom('Other', 'Pipeline Saved', 'Card Moved'),
})

test('In whatever order people and accounts meet what is published, and answers arrive, nobody has entered', () => {
  fc.assert(
    fc.property(
      fc.array(deed, { maxLength: 8 }),
      someRule,
      fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }),
      (deeds, audience, choices) => {
        const world = createWorld(saved, hook)
        for (const { groupId, ...event } of deeds) {
          world.send({ ...event, ...(groupId ? { context: { groupId } } : {}) })
          world.pass(minute)
        }
        world.redefine(saved, hook, { ...reports({}), audience })
        world.hold()
        const subjects = [...world.states.keys()]
        for (const choice of choices) {
          const [subject] = choice < 5 ? subjects.splice(choice % subjects.length || 0, 1) : []
          if (subject) world.put(subject, { kind: 'clock', now: world.now, meet: true })
          else world.carry(choice)
        }
        world.carryAll()
        meetAll(world)
        world.carryAll()
        world.pass(day)
        world.carryAll()
        expect(world.all('send')).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})
