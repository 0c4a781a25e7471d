import { expect, test } from 'vitest'
import { codeInstalled } from './support/code-installed.ts'
import { createWorld, day, hour, minute } from './support/world.ts'

/*
 * An account is a subject of its own, with a state and a writer of its own. Its people owe it what they do there; it owes them
 * what it has become, as far as a rule of theirs asks. Both go over the relay, one after the other, each once.
 */

const installed = {
  ...codeInstalled,
  reached: { did: { event: 'Data Received', count: { gte: 2 } } },
}
const toRemind = {
  kind: 'segment',
  id: 'to-remind',
  level: 'person',
  rule: { not: { milestone: { id: 'code-installed' } } },
}
const members = (world: ReturnType<typeof createWorld>, account: string): readonly string[] =>
  Object.entries(world.account(account)?.members ?? {})
    .filter(([, member]) => !member.left)
    .map(([person]) => person)
    .sort()

const acme = () => {
  const world = createWorld(installed, toRemind)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { name: 'Acme' } })
  world.send({ type: 'group', userId: 'bob', groupId: 'acme' })
  return world
}

test('What several people did adds up on their account', () => {
  const world = acme()
  expect(members(world, 'acme')).toEqual(['test/u/ann', 'test/u/bob'])
  world.send({ userId: 'ann', event: 'Data Received' })
  world.send({ userId: 'bob', event: 'Data Received' })
  expect(world.all('milestone').map((m) => [m.subject, m.by?.person])).toEqual([
    ['test/g/acme', 'test/u/bob'],
  ])
})

test('What the account reached, all its people know', () => {
  const world = acme()
  expect(world.person('ann').seg['to-remind']).toBeDefined()
  world.send({ userId: 'bob', event: 'Data Received' })
  world.send({ userId: 'bob', event: 'Data Received' })
  expect(world.person('ann').seg['to-remind']).toBeUndefined()
  expect(world.person('bob').seg['to-remind']).toBeUndefined()
})

test('Who joins later is told what the account has reached already', () => {
  const world = acme()
  world.send({ userId: 'bob', event: 'Data Received' })
  world.send({ userId: 'bob', event: 'Data Received' })
  world.send({ type: 'group', userId: 'cho', groupId: 'acme' })
  expect(world.person('cho').seg['to-remind']).toBeUndefined()
})

test('A rule on the account is false for somebody without one; its negation is true', () => {
  const world = createWorld(
    {
      kind: 'segment',
      id: 'big',
      level: 'person',
      rule: { account: { trait: { name: 'seats', gte: 9 } } },
    },
    {
      kind: 'segment',
      id: 'not-big',
      level: 'person',
      rule: { not: { account: { trait: { name: 'seats', gte: 9 } } } },
    },
    {
      kind: 'segment',
      id: 'small',
      level: 'person',
      rule: { account: { not: { trait: { name: 'seats', gte: 9 } } } },
    },
  )
  world.send({ userId: 'ann', event: 'Login' })
  expect(Object.keys(world.person('ann').seg)).toEqual(['not-big'])
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { seats: 3 } })
  expect(Object.keys(world.person('ann').seg).sort()).toEqual(['not-big', 'small'])
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { seats: 12 } })
  expect(Object.keys(world.person('ann').seg)).toEqual(['big'])
})

test('The account’s own deadlines reach its people', () => {
  const world = createWorld({
    kind: 'segment',
    id: 'of-silent-account',
    level: 'person',
    rule: { account: { not: { did: { event: 'Data Received', within: '1d' } } } },
  })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.send({ userId: 'ann', event: 'Data Received' })
  const last = world.now
  world.pass(2 * day)
  expect(
    world
      .all('segment')
      .map((s) => [s.is, s.at])
      .at(-1),
  ).toEqual([true, last + day])
})

test('What was done without an account goes along on joining the first one, if it is not older than 30 days', () => {
  const world = createWorld(installed)
  world.send({ userId: 'ann', event: 'Data Received' })
  world.send({ userId: 'ann', event: 'Data Received' })
  world.send({ userId: 'old', event: 'Data Received' })
  world.send({ userId: 'old', event: 'Data Received' })
  world.pass(29 * day)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.pass(2 * day)
  world.send({ type: 'group', userId: 'old', groupId: 'globex' })
  expect(world.all('milestone').map((m) => m.subject)).toEqual(['test/g/acme'])
})

test('It goes along once: the next account starts from nothing', () => {
  const world = createWorld(installed)
  world.send({ userId: 'ann', event: 'Data Received' })
  world.send({ userId: 'ann', event: 'Data Received' })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  world.send({ type: 'group', userId: 'ann', groupId: 'globex' })
  expect(world.all('milestone').map((m) => m.subject)).toEqual(['test/g/acme'])
})

test('Who acts for another account now is no member of the old one; what was done there stays there', () => {
  const world = acme()
  world.send({ userId: 'bob', event: 'Data Received' })
  world.send({ type: 'group', userId: 'bob', groupId: 'globex' })
  world.send({ userId: 'bob', event: 'Data Received' })
  expect(members(world, 'acme')).toEqual(['test/u/ann'])
  expect(members(world, 'globex')).toEqual(['test/u/bob'])
  expect(world.all('milestone')).toEqual([])
  world.send({ userId: 'ann', event: 'Data Received' })
  expect(world.all('milestone').map((m) => m.subject)).toEqual(['test/g/acme'])
  expect(world.person('bob').seg['to-remind']).toBeDefined()
})

test('Who comes back is counted as a member once', () => {
  const world = acme()
  for (const groupId of ['globex', 'acme', 'globex', 'acme'])
    world.send({ type: 'group', userId: 'bob', groupId })
  expect(members(world, 'acme')).toEqual(['test/u/ann', 'test/u/bob'])
  expect(world.account('acme').joined).toBe(2)
})

test('Events that no rule of the account asks for are not carried one by one: the member list is fresh to the hour', () => {
  const world = acme()
  const carried = () => world.steps.filter((step) => step.subject === 'test/g/acme').length
  const before = carried()
  for (let i = 0; i < 50; i++) {
    world.send({ userId: 'ann', event: 'Card Moved' })
    world.pass(minute)
  }
  expect(carried()).toBe(before)
  world.pass(hour)
  world.send({ userId: 'ann', event: 'Card Moved' })
  expect(world.account('acme').members['test/u/ann']?.n).toBe(52)
})

test('A debt that is carried twice after a crash is folded once', () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Data Received' })
  const debt = world.steps.findLast((step) => step.subject === 'test/g/acme')
  if (debt) world.put(debt.subject, debt.input)
  expect(world.all('milestone')).toEqual([])
})

test('An account is a trial from its first day, since it is known', () => {
  const world = acme()
  expect(world.account('acme').life.state).toBe('trial')
})
