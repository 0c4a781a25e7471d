import type { ClaimHeader } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, day, hour, type World } from './support/world.ts'

/** However many messages match, nobody gets more than the caps allow, over all tabs and devices. */

const guideOf = (id: string, type = 'tooltip') => ({
  kind: 'guide',
  id,
  type,
  ...(type === 'tooltip' ? { target: { testid: 'x' } } : {}),
  steps: [{ content: [{ text: id }] }],
})
const mail = { kind: 'email', id: 'hello', subject: 'Hello', content: [{ text: 'Hello.' }] }
const engagementOf = (id: string, more: object = {}) => ({
  kind: 'engagement',
  id,
  audience: { did: { event: 'Login' } },
  send: [{ guide: 'a' }],
  caps: 'none',
  ...more,
})
const policyOf = (...caps: object[]) => ({ kind: 'policy', id: 'project', caps })

const second = 1000

const offered = (world: World, userId = 'ann'): readonly string[] =>
  Object.entries(world.person(userId).eng)
    .flatMap(([id, { dec }]) => (dec === undefined ? [] : [id]))
    .toSorted()
const paint = (world: World, engagement: string, more: object = {}) =>
  world.send({
    userId: 'ann',
    event: '$guide_rendered',
    properties: { engagement, guide: '' },
    ...more,
  })
const claim = (world: World, engagement: string, name: string): boolean => {
  const header: ClaimHeader = {
    v: 1,
    kind: 'claim',
    env: 'test',
    received: world.now,
    claim: name,
    decision: world.person('ann').eng[engagement]?.dec ?? 'none',
    engagement,
    guide: '',
  }
  world.sendRecord('test/u/ann', header)
  return world.all('granted').some((one) => one.claim === name)
}

const guides = [guideOf('a'), guideOf('b'), guideOf('c', 'modal')]
const engagements = [
  engagementOf('one', { tags: ['onboarding'] }),
  engagementOf('two', { send: [{ guide: 'b' }], tags: ['onboarding', 'news'] }),
  engagementOf('three', { send: [{ guide: 'c' }] }),
]

test.each([
  [{}, []],
  [{ guide: 'a' }, ['three', 'two']],
  [{ type: 'tooltip' }, ['three']],
  [{ tag: 'news' }, ['one', 'three', 'two']],
  [{ tag: 'onboarding' }, ['three']],
  [{ channel: 'guide' }, []],
  [{ channel: 'email' }, ['one', 'three', 'two']],
])('One a week of %j: after the first guide there are left: %j', (scope, left) => {
  const world = createWorld(...guides, ...engagements, policyOf({ ...scope, max: 1, within: '7d' }))
  world.send({ userId: 'ann', event: 'Login' })
  expect(offered(world)).toEqual(['one', 'three', 'two'])
  paint(world, 'one')
  expect(offered(world)).toEqual(left)
  world.pass(7 * day)
  expect(offered(world)).toEqual(['one', 'three', 'two'])
})

test('A cap on all messages counts what is sent, and drops what is too much, with its reason', () => {
  const mailings = ['x', 'y', 'z'].map((id) =>
    engagementOf(id, { send: [{ email: 'hello' }], caps: 'none' }),
  )
  const world = createWorld(
    ...guides,
    mail,
    ...mailings,
    engagementOf('one'),
    policyOf({ max: 2, within: '1d' }),
  )
  world.send({ type: 'identify', userId: 'ann', traits: { email: 'ann@x.example' } })
  world.send({ userId: 'ann', event: 'Login' })
  expect(world.all('send').map((s) => s.engagement)).toEqual(['x', 'y'])
  expect(
    world
      .all('suppressed')
      .find((s) => s.engagement === 'z')
      ?.why.at(-1),
  ).toEqual({
    gate: 'caps',
    is: false,
    wants: 'all messages: at most 2 within 1d',
    found: '2 so far',
  })
  expect(offered(world)).toEqual([])
  world.pass(3 * day)
  expect(world.all('send')).toHaveLength(2)
  expect(offered(world)).toEqual(['one'])
})

test('A calendar cap is free again with the project’s next day, week or month', () => {
  const berlin = { kind: 'calendar', id: 'project', zone: 'Europe/Berlin' }
  for (const [on, again] of [
    ['day', '2026-03-02T23:00:00.000Z'],
    ['week', '2026-03-08T23:00:00.000Z'],
    ['month', '2026-03-31T22:00:00.000Z'],
  ] as const) {
    const world = createWorld(...guides, berlin, engagementOf('one'), policyOf({ max: 1, on }))
    world.send({ userId: 'ann', event: 'Login' })
    paint(world, 'one')
    world.pass(40 * day)
    expect(new Date(world.all('decided')[1]?.at ?? 0).toISOString()).toBe(again)
  }
})

test('Of several caps the one that stays shut longest tells', () => {
  const both = policyOf({ max: 1, within: '1d' }, { guide: 'a', max: 1, within: '9d' })
  const world = createWorld(...guides, engagementOf('one'), both)
  world.send({ userId: 'ann', event: 'Login' })
  paint(world, 'one')
  const painted = world.now
  expect(world.explain('ann')[0]?.gates.at(-1)?.wants).toBe('the guide a: at most 1 within 9d')
  world.pass(20 * day)
  expect(world.all('decided').map(({ at }) => at)).toEqual([painted, painted + 9 * day])
})

test('Two tabs with different guides under one cap: the second is refused while the first is granted', () => {
  const world = createWorld(...guides, ...engagements, policyOf({ max: 1, within: '1d' }))
  world.send({ userId: 'ann', event: 'Login' })
  expect(claim(world, 'one', 'tab-1')).toBe(true)
  expect(claim(world, 'two', 'tab-2')).toBe(false)
  expect(world.all('not_granted')).toMatchObject([{ claim: 'tab-2', reason: 'capped' }])
  world.pass(hour)
  expect(claim(world, 'two', 'tab-3')).toBe(true)
})

test('While a guide is granted, what would be too much beside it waits, and goes out when the grant has lapsed', () => {
  const late = engagementOf('mailing', {
    audience: { did: { event: 'Asked' } },
    send: [{ email: 'hello' }],
  })
  for (const paints of [true, false]) {
    const world = createWorld(
      ...guides,
      mail,
      ...engagements,
      late,
      policyOf({ max: 1, within: '1d' }),
    )
    world.send({ type: 'identify', userId: 'ann', traits: { email: 'ann@x.example' } })
    world.send({ userId: 'ann', event: 'Login' })
    expect(claim(world, 'one', 'tab-1')).toBe(true)
    const granted = world.now
    world.pass(second)
    world.send({ userId: 'ann', event: 'Asked' })
    if (paints) paint(world, 'one')
    world.pass(hour)
    expect(world.all('send').map(({ at }) => at - granted)).toEqual(paints ? [] : [60 * second])
  }
})

test('What a visitor was shown counts for who they turn out to be', () => {
  const world = createWorld(...guides, ...engagements, policyOf({ max: 1, within: '7d' }))
  world.send({ anonymousId: 'b1', event: 'Login' })
  world.send({
    anonymousId: 'b1',
    event: '$guide_rendered',
    properties: { engagement: 'one', guide: 'a' },
  })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  world.pass(hour)
  expect(offered(world)).toEqual([])
})

test('What an engagement showed counts on when it is published no more', () => {
  const all = [...guides, ...engagements, policyOf({ max: 1, within: '7d' })]
  const world = createWorld(...all)
  world.send({ userId: 'ann', event: 'Login' })
  paint(world, 'one')
  world.redefine(...all.filter((document) => document !== engagements[0]))
  world.send({ userId: 'ann', event: 'Login' })
  expect(offered(world)).toEqual([])
})

test('The account’s cap: what its people have been shown, as they hear of it', () => {
  const perAccount = { 'per-account': { max: 2, within: '7d' } }
  const world = createWorld(...guides, engagementOf('one', { caps: perAccount }))
  for (const userId of ['ann', 'bob', 'cho']) {
    world.send({ type: 'group', userId, groupId: 'acme' })
    world.send({ userId, event: 'Login' })
  }
  const painted = (userId: string) =>
    world.send({ userId, event: '$guide_rendered', properties: { engagement: 'one', guide: 'a' } })
  painted('ann')
  expect(offered(world, 'cho')).toEqual(['one'])
  painted('bob')
  expect(['ann', 'bob', 'cho'].flatMap((userId) => offered(world, userId))).toEqual([])
  expect(world.explain('cho')[0]?.gates.at(-1)).toEqual({
    gate: 'caps',
    is: false,
    wants: 'this shown at most 2 times within 7d in the account',
    found: 'as often as that',
  })
  world.pass(7 * day)
  expect(offered(world, 'cho')).toEqual(['one'])
})

test('The policy’s cap on an account counts all guides of a type', () => {
  const policy = policyOf({ per: 'account', type: 'tooltip', max: 1, on: 'day' })
  const world = createWorld(...guides, ...engagements, policy)
  for (const userId of ['ann', 'bob']) {
    world.send({ type: 'group', userId, groupId: 'acme' })
    world.send({ userId, event: 'Login' })
  }
  paint(world, 'three')
  expect(offered(world, 'bob')).toEqual(['one', 'three', 'two'])
  paint(world, 'two')
  expect(offered(world, 'bob')).toEqual(['three'])
})

const action = fc.oneof(
  fc.record({
    do: fc.constant('claim' as const),
    which: fc.nat(2),
    after: fc.option(fc.integer({ min: 0, max: 55 })),
  }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ do: fc.constant('login' as const), seconds: fc.constant(0) }),
)
const capped = fc.record({
  max: fc.integer({ min: 1, max: 3 }),
  within: fc.integer({ min: 61, max: 600 }),
})

/** A tab that is granted paints and says so within a minute, or never does. */
interface Painting {
  readonly at: number
  readonly reportAt: number
  readonly engagement: string
}

test('In no window is anybody shown more than the cap, whatever tabs claim, paint, give up and report late', () => {
  fc.assert(
    fc.property(
      capped,
      fc.array(action, { minLength: 5, maxLength: 40 }),
      ({ max, within }, actions) => {
        const cap = { max, within: `${within}s` }
        const world = createWorld(...guides, ...engagements, policyOf(cap))
        const due: Painting[] = []
        const painted: number[] = []
        const passTo = (until: number): void => {
          for (const one of due.splice(0).toSorted((a, b) => a.reportAt - b.reportAt)) {
            if (one.reportAt > until) {
              due.push(one)
              continue
            }
            world.pass(Math.max(0, one.reportAt - world.now))
            paint(world, one.engagement, { timestamp: new Date(one.at).toISOString() })
            painted.push(one.at)
          }
          world.pass(Math.max(0, until - world.now))
        }
        world.send({ userId: 'ann', event: 'Login' })
        for (const [i, one] of actions.entries()) {
          if (one.do !== 'claim') {
            passTo(world.now + one.seconds * second)
            if (one.do === 'login') world.send({ userId: 'ann', event: 'Login' })
            continue
          }
          const engagement = ['one', 'two', 'three'][one.which] ?? 'one'
          if (!claim(world, engagement, `claim-${i}`) || one.after === null) continue
          const at = world.now + Math.floor(one.after / 2) * second
          due.push({ at, reportAt: world.now + one.after * second, engagement })
        }
        passTo(world.now + hour)
        for (const end of painted) {
          const inWindow = painted.filter((at) => at > end - within * second && at <= end)
          expect(inWindow.length).toBeLessThanOrEqual(max)
        }
      },
    ),
    { numRuns: 150 },
  )
})
