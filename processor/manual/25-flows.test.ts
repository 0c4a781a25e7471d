import { expect, test } from 'vitest'
import { base, flow, john, path, said, tell, world } from './support/onboarding.ts'
import { day, hour } from './support/world.ts'

/** A flow leads people through steps, each at their own pace: it sends, waits, branches and splits. */

test('Somebody enters at the instant at which the rule turns true, and is led to the end', () => {
  const town = world()
  const at = town.now
  town.send(john('Signed Up'))
  expect(said(town)).toEqual([['hello', at]])
  town.pass(day)
  expect(town.person('john').flows?.onboarding).toEqual({
    nth: 1,
    in: at,
    entered: at,
    at: { step: 'pause', place: 1, next: 'invite', since: at },
  })
  town.pass(2 * day)
  town.send(john('Invited'))
  expect(said(town)).toEqual([
    ['hello', at],
    ['well done', at + 3 * day],
  ])
  expect(path(town)).toEqual([
    'entered hello',
    'moved pause',
    'moved invite',
    'moved praise',
    'ended praise',
  ])
  expect(town.person('john').flows?.onboarding).toEqual({
    nth: 1,
    in: at,
    entered: at,
    left: at + 3 * day,
  })
})

test('A wait that is not fulfilled in time leads the other way, to the second', () => {
  const town = world()
  const at = town.now
  town.send(john('Signed Up'))
  town.pass(20 * day)
  expect(said(town)).toEqual([
    ['hello', at],
    ['need help?', at + 5 * day],
  ])
  expect(
    town
      .all('flow')
      .slice(2)
      .map(({ what, says, at: when }) => [what, says, when - at]),
  ).toEqual([
    ['moved', 'the wait is over', 2 * day],
    ['moved', 'too late for: has done “Invited”', 5 * day],
    ['ended', 'sent', 5 * day],
  ])
})

test('A step sends what an engagement would send, complete in itself', () => {
  const town = world({ ...base, steps: [{ send: { email: 'welcome' } }] })
  town.send({ type: 'identify', userId: 'john', traits: { name: 'John', email: 'j@x.example' } })
  town.send(john('Signed Up'))
  expect(town.all('send')).toMatchObject([
    {
      engagement: 'flow/onboarding/1',
      definition: 'flow/onboarding',
      channel: 'email',
      what: 'welcome',
      version: 2,
      to: { userId: 'john', name: 'John', email: 'j@x.example' },
      why: [
        { gate: 'audience', is: true, wants: 'stands at the step 1 of the flow “onboarding”' },
        { gate: 'entry', is: true },
        { gate: 'identified', is: true },
      ],
    },
  ])
})

test('Where a gate waits the person stays at the step; explaining asks the same gates', () => {
  const night = { 'quiet-hours': { from: '08:00', until: '20:00' } }
  const town = world({ ...flow, ...night })
  const at = town.now
  town.send(john('Signed Up'))
  expect(path(town)).toEqual(['entered hello'])
  expect(
    town.all('suppressed').map(({ engagement, why }) => [engagement, why.at(-1)?.gate]),
  ).toEqual([['flow/onboarding/hello', 'quiet']])
  expect(town.explain('john').map(({ engagement, shows }) => [engagement, shows])).toEqual([
    ['flow/onboarding/hello', false],
  ])
  town.pass(day)
  expect(said(town)).toEqual([['hello', at + 11 * hour]])
  expect(town.explain('john')).toEqual([])
})

test('Where a gate drops they go on without it, and the record says why', () => {
  const policy = {
    kind: 'policy',
    id: 'project',
    caps: [{ channel: 'webhook', max: 1, within: '1d' }],
  }
  const twice = {
    ...base,
    steps: [tell('one'), tell('two'), { wait: { for: '2d' } }, tell('three')],
  }
  const town = world(twice, policy)
  town.send(john('Signed Up'))
  town.pass(3 * day)
  expect(said(town).map(([say]) => say)).toEqual(['one', 'three'])
  expect(town.all('flow').map(({ says }) => says)).toContain('not sent: caps')
})

test('Whoever is in the holdout of the project is led through, and gets nothing', () => {
  const policy = { kind: 'policy', id: 'project', holdout: 0.5 }
  const town = world({ ...base, steps: [tell('one'), tell('two')] }, policy)
  for (let i = 0; i < 40; i++) town.send({ userId: `u${i}`, event: 'Signed Up' })
  const heldOut = town.all('exposed').filter(({ arm }) => arm === 'held_out')
  expect(town.all('exposed')).toHaveLength(40)
  expect(heldOut.length).toBeGreaterThan(8)
  expect(town.all('send')).toHaveLength(2 * (40 - heldOut.length))
  expect(town.all('flow').filter(({ what }) => what === 'ended')).toHaveLength(40)
})

test.each([
  ['Paid', 'won hello'],
  ['Cancelled', 'left hello'],
])('%s: they are out at once, and what still waited is not sent', (event, last) => {
  const town = world({ ...flow, 'quiet-hours': { from: '08:00', until: '20:00' } })
  town.send(john('Signed Up'))
  town.send(john(event))
  town.pass(10 * day)
  expect(path(town)).toEqual(['entered hello', last])
  expect(town.all('send')).toEqual([])
})

test('Whoever has met the goal, or is to leave, does not enter', () => {
  const town = world()
  for (const [userId, before] of [
    ['pat', 'Paid'],
    ['cat', 'Cancelled'],
  ] as const) {
    town.send({ userId, event: before })
    town.send({ userId, event: 'Signed Up' })
  }
  expect(town.all('flow')).toEqual([])
})

test('A branch is decided at the moment; what no rule holds of goes the way of `else`', () => {
  const branched = {
    ...base,
    steps: [
      { branch: [{ when: { trait: { name: 'plan', eq: 'pro' } }, to: 'pro' }], else: 'rest' },
      tell('for pros', { id: 'pro' }),
      { go: 'out' },
      tell('for all', { id: 'rest' }),
      { id: 'out', end: true },
    ],
  }
  const town = world(branched)
  town.send({ type: 'identify', userId: 'ann', traits: { plan: 'pro' } })
  for (const userId of ['ann', 'bob']) town.send({ userId, event: 'Signed Up' })
  expect(town.all('send').map(({ to, say }) => [to.userId, say])).toEqual([
    ['ann', 'for pros'],
    ['bob', 'for all'],
  ])
  expect(
    town
      .all('flow')
      .filter(({ what }) => what === 'moved')
      .map(({ says }) => says),
  ).toEqual(['plan is pro', 'none of the rules holds'])
})

test('A split draws by shares, and the same way for the same person', () => {
  const split = {
    ...base,
    enter: { did: { event: 'Signed Up', within: '1h' } },
    reentry: 'every-time',
    steps: [
      {
        split: [
          { share: 1, to: 'a' },
          { share: 3, to: 'b' },
        ],
      },
      tell('a', { id: 'a' }),
      { end: true },
      tell('b', { id: 'b' }),
    ],
  }
  const town = world(split)
  const all = Array.from({ length: 200 }, (_, i) => `u${i}`)
  for (let i = 0; i < 2; i++) {
    for (const userId of all) town.send({ userId, event: 'Signed Up' })
    town.pass(2 * hour)
  }
  const got = Map.groupBy(town.all('send'), ({ to }) => to.userId)
  const ways = all.map((id) =>
    got
      .get(id)
      ?.map(({ say }) => say)
      .join(),
  )
  expect(new Set(ways)).toEqual(new Set(['a,a', 'b,b']))
  const share = ways.filter((way) => way === 'a,a').length / all.length
  expect(share).toBeGreaterThan(0.15)
  expect(share).toBeLessThan(0.35)
})

test('A loop goes round once per wait, until the exit', () => {
  const loop = {
    ...base,
    steps: [tell('ping', { id: 'ping' }), { wait: { for: '1d' } }, { go: 'ping' }],
  }
  const town = world(loop)
  town.send(john('Signed Up'))
  town.pass(3 * day + hour)
  town.send(john('Cancelled'))
  town.pass(5 * day)
  expect(town.all('send')).toHaveLength(4)
})
