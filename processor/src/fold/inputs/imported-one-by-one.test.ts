import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, day, hour, type Sent } from '../../../manual/support/world.ts'

const old = { kind: 'import', source: 'import' } as const
const reached = (id: string, order: number, rule: object) => ({
  kind: 'milestone',
  id,
  level: 'person',
  order,
  reached: rule,
})
const silent = {
  kind: 'segment',
  id: 'silent',
  level: 'person',
  rule: { not: { did: { event: 'Login', within: '3d' } } },
}

const ago = (world: ReturnType<typeof createWorld>, days: number): string =>
  new Date(world.now - days * day).toISOString()

test('A trial began with the first event of an import, not with the newest one of its request', () => {
  const world = createWorld()
  world.sendAll(
    [
      { userId: 'ann', event: 'Login', timestamp: ago(world, 7) },
      { userId: 'ann', type: 'identify', timestamp: ago(world, 9) },
    ],
    old,
  )
  expect(world.person('ann').life).toMatchObject({ state: 'trial', since: world.now - 9 * day })
  expect(world.person('ann').clock).toBe(world.now - 7 * day)
})

test('What fell due between two imported events of one request fell due then', () => {
  const world = createWorld(
    silent,
    reached('came-back', 1, {
      all: [{ did: { event: 'Login', count: { gte: 2 } } }, { segment: { id: 'silent' } }],
    }),
    reached('twice-in-a-day', 2, { did: { event: 'Login', count: { gte: 2 }, within: '1d' } }),
  )
  world.sendAll(
    [20, 19.5, 10].map((days) => ({ userId: 'ann', event: 'Login', timestamp: ago(world, days) })),
    old,
  )
  expect(world.all('segment').map(({ is, at }) => [is, at - world.now])).toEqual([
    [true, -16.5 * day],
    [false, -10 * day],
  ])
  expect(world.all('milestone').map(({ id, at }) => [id, at - world.now])).toEqual([
    ['twice-in-a-day', -19.5 * day],
    ['came-back', -16.5 * day],
  ])
})

test('Of an imported request each event is done for the account that its person acted for then', () => {
  const world = createWorld({
    kind: 'milestone',
    id: 'used',
    level: 'account',
    order: 1,
    reached: { did: { event: 'Login', count: { gte: 2 } } },
  })
  world.sendAll(
    [
      { userId: 'ann', event: 'Login', timestamp: ago(world, 3) },
      { userId: 'ann', type: 'group', groupId: 'beta', timestamp: ago(world, 4) },
      { userId: 'ann', event: 'Login', timestamp: ago(world, 7) },
      { userId: 'ann', event: 'Login', timestamp: ago(world, 8) },
      { userId: 'ann', type: 'group', groupId: 'acme', timestamp: ago(world, 9) },
    ],
    old,
  )
  expect(world.all('milestone').map(({ subject, at }) => [subject, at - world.now])).toEqual([
    ['test/g/acme', -7 * day],
  ])
  expect(world.account('acme').life.since).toBe(world.now - 9 * day)
  expect(world.person('ann').acc?.id).toBe('beta')
})

test('An account that no rule asks about it is not told of every event that a request of an import has', () => {
  const world = createWorld()
  world.sendAll(
    Array.from({ length: 50 }, (_, i) => ({
      userId: 'ann',
      event: 'Login',
      timestamp: ago(world, 50 - i),
      context: { groupId: 'acme' },
    })),
    old,
  )
  const [ann] = world.steps
  expect(ann?.transitions.filter(({ t }) => t === 'owed')).toHaveLength(2)
  expect(world.account('acme').members['test/u/ann']).toMatchObject({
    seen: world.now - day,
    n: 50,
  })
})

test('What a visitor is imported to have done after they became known is the person’s, event by event', () => {
  const world = createWorld(
    reached('twice-in-a-day', 1, { did: { event: 'Login', count: { gte: 2 }, within: '1d' } }),
  )
  world.send({ userId: 'ann', anonymousId: 'b1', type: 'identify', timestamp: ago(world, 30) }, old)
  world.sendAll(
    [20, 19.5, 10].map((days) => ({
      anonymousId: 'b1',
      event: 'Login',
      timestamp: ago(world, days),
    })),
    old,
  )
  expect(world.all('milestone').map(({ subject, at }) => [subject, at - world.now])).toEqual([
    ['test/u/ann', -19.5 * day],
  ])
})

const deed = fc.record({
  hoursAgo: fc.integer({ min: 0, max: 600 }),
  what: fc.constantFrom<Sent>(
    { event: 'Login' },
    { event: 'Login' },
    { event: 'Paid' },
    { type: 'identify', traits: { plan: 'team' } },
    { type: 'group', groupId: 'acme' },
    { type: 'group', groupId: 'beta' },
  ),
})

const documents = [
  silent,
  reached('paid', 1, { all: [{ did: { event: 'Paid' } }, { segment: { id: 'silent' } }] }),
  reached('often', 2, { did: { event: 'Login', count: { gte: 3 }, within: '2d' } }),
  {
    kind: 'segment',
    id: 'busy',
    level: 'account',
    rule: { did: { event: 'Login', count: { gte: 2 }, within: '4d' } },
  },
]

/** A history as one request of an import, or an event at a time in the order in which they happened; of Ann, who may be known. */
const imported = (sent: readonly Sent[], { known, whole }: { known: boolean; whole: boolean }) => {
  const world = createWorld(...documents)
  if (known) world.send({ userId: 'ann', event: 'Login', messageId: 'live' })
  if (whole) world.sendAll(sent, old)
  else
    for (const one of sent.toSorted((a, b) => (`${a.timestamp}` < `${b.timestamp}` ? -1 : 1)))
      world.send(one, old)
  world.pass(10 * day)
  return Map.groupBy(world.happened, ({ subject }) => subject)
}

test('An import decides what it would decide if its events had come one at a time, in time order', () => {
  const now = createWorld().now
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 8 }), fc.boolean(), (deeds, known) => {
      const sent = deeds.map(({ hoursAgo, what }, i) => ({
        ...what,
        userId: 'ann',
        messageId: `m${i}`,
        timestamp: new Date(now - hoursAgo * hour - i).toISOString(),
      }))
      const whole = imported(sent, { known, whole: true })
      expect(whole).toEqual(imported(sent, { known, whole: false }))
    }),
    { numRuns: 150 },
  )
})
