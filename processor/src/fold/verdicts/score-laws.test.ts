import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, day, hour, minute, type World } from '../../../manual/support/world.ts'

const core = [{ event: 'Report Exported' }, { event: 'Feature Mapped' }, { page: '/reports*' }]
const scores = ['person', 'account'].map((level) => ({
  kind: 'score',
  id: `${level}-index`,
  level,
  core,
  cap: 4,
}))

interface Deed {
  readonly who: 'ann' | 'ben'
  /** How long before the end of the history. */
  readonly hoursAgo: number
  readonly event: string
}

const deed: fc.Arbitrary<Deed> = fc.record({
  who: fc.constantFrom('ann', 'ben'),
  hoursAgo: fc.integer({ min: 0, max: 60 * 24 }),
  event: fc.constantFrom(
    'Report Exported',
    'Feature Mapped',
    'Login',
    '$guide_seen',
    '$guide_clicked',
  ),
})

const wired = (world: World, { who, hoursAgo, event }: Deed) => ({
  userId: who,
  event,
  timestamp: new Date(world.now - hoursAgo * hour).toISOString(),
  context: { groupId: 'acme' },
})

const scoresOf = (world: World) => ({
  ann: world.person('ann')?.score,
  ben: world.person('ben')?.score,
  acme: world.account('acme')?.score,
})

/** Tells the deeds in one request after the other, each of one person's neighbours at most `size` long. */
const tell = (deeds: readonly Deed[], size: number) => {
  const world = createWorld(...scores)
  let batch: Deed[] = []
  const flush = (): void => {
    if (batch.length > 0) world.sendAll(batch.map((one) => wired(world, one)))
    batch = []
  }
  for (const one of deeds) {
    if (batch.length >= size || (batch[0] && batch[0].who !== one.who)) flush()
    batch.push(one)
  }
  flush()
  return scoresOf(world)
}

test('A score is the same whatever the order, the batching and how late it arrives, for people and for their account', () => {
  const history = fc.array(deed, { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(history, fc.integer({ min: 2, max: 9 }), fc.nat(1000), (deeds, size, seed) => {
      const shuffled = deeds
        .map((one, i) => ({ one, key: ((i + 1) * 7919 + seed * 104_729) % 1009 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one)
      expect(tell(shuffled, size)).toEqual(tell(deeds, 1))
    }),
    { numRuns: 60 },
  )
})

test('A score is the same whether it was earned under one name or as a visitor who became known at any time', () => {
  const history = fc.array(deed, { minLength: 1, maxLength: 25 })
  fc.assert(
    fc.property(
      history,
      fc.array(fc.boolean(), { maxLength: 25 }),
      fc.nat(25),
      (deeds, as, when) => {
        const own = deeds.map((one) => ({ ...one, who: 'ann' as const }))
        const world = createWorld(...scores)
        const known = { type: 'identify', userId: 'ann', anonymousId: 'browser' } as const
        own.forEach((one, i) => {
          if (i === when) world.send(known)
          const { userId: _, ...event } = wired(world, one)
          world.send({ ...event, ...(as[i] ? { anonymousId: 'browser' } : { userId: 'ann' }) })
        })
        world.send(known)
        expect(world.person('ann').score).toEqual(tell(own, 1).ann)
      },
    ),
    { numRuns: 60 },
  )
})

test('Who does nothing is woken once a day while the score falls, and never again once it is gone', () => {
  const world = createWorld(...scores)
  for (let i = 0; i < 5; i++) {
    world.send({ userId: 'ann', event: 'Report Exported', context: { groupId: 'acme' } })
    world.pass(day)
  }
  const before = world.steps.length
  world.pass(200 * day)
  const woken = world.steps.slice(before).filter(({ subject }) => subject === 'test/u/ann')
  expect(woken.length).toBeGreaterThan(5)
  expect(woken.length).toBeLessThanOrEqual(28)
  expect(world.person('ann').score).toBeUndefined()
  expect(world.account('acme').score).toBeUndefined()
  expect([...world.states.values()].map((state) => state.due)).toEqual([undefined, undefined])
})

test('What says nothing new of a member is not told to the account', () => {
  const world = createWorld(...scores)
  const acme = { context: { groupId: 'acme' } }
  world.send({ userId: 'ann', event: 'Report Exported', ...acme })
  const told = () => world.steps.filter(({ subject }) => subject === 'test/g/acme').length
  const before = told()
  for (let i = 0; i < 50; i++) world.send({ userId: 'ann', event: 'Login', ...acme })
  expect(told()).toBe(before)
  for (let i = 0; i < 50; i++) world.send({ userId: 'ann', event: 'Feature Mapped', ...acme })
  expect(told()).toBe(before + 4)
  world.pass(10 * minute)
  world.send({ userId: 'ann', event: 'Login', ...acme })
  expect(told()).toBe(before + 5)
})

test('A year of a busy person is some kilobytes of state; of somebody ordinary less than two', () => {
  const wide = Array.from({ length: 20 }, (_, i) => ({ event: `Use ${i}` }))
  const world = createWorld(
    { ...scores[0], core: wide, cap: 35 },
    { ...scores[1], core: wide, cap: 35 },
  )
  const context = { groupId: 'acme' }
  for (let date = 0; date < 365; date++) {
    const events = Array.from({ length: 60 }, (_, i) => ({
      userId: 'ann',
      event: `Use ${i % 20}`,
      timestamp: new Date(world.now + i * 8 * minute).toISOString(),
      context,
    }))
    world.pass(8 * hour)
    world.sendAll(events)
    if (date % 6 === 0) world.send({ userId: 'ben', event: 'Use 1', context })
    world.pass(16 * hour)
  }
  const bytes = (who: string): number => JSON.stringify(world.person(who)).length
  expect(world.person('ann').score?.['person-index']?.value).toBeGreaterThan(80)
  expect(bytes('ann')).toBeLessThan(8 * 1024)
  expect(bytes('ben')).toBeLessThan(2 * 1024)
  expect(JSON.stringify(world.account('acme')).length).toBeLessThan(8 * 1024)
})

test('A score that depends on a segment that depends on the score is refused', () => {
  const keen = { kind: 'segment', id: 'keen', level: 'person' }
  expect(() =>
    createWorld(
      { ...scores[0], where: { segment: { id: 'keen' } } },
      { ...keen, rule: { score: { id: 'person-index', gte: 40 } } },
    ),
  ).toThrow(/in a circle: .*score\/person-index/)
})
