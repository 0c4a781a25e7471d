import { expect, test } from 'vitest'
import { createWorld, day, hour, type World } from './support/world.ts'

/*
 * How engaged somebody is, as a number that says where it comes from. A score keeps a few characters per day: when somebody was at
 * work, which of the uses that the product is for they completed, how they took to guides. Everything else is computed from these
 * days, so it does not matter in which order they arrive, and a score can be read as it was weeks ago. docs/definitions says
 * what each part measures.
 */

const index = {
  kind: 'score',
  id: 'cbi',
  level: 'account',
  core: [{ event: 'Report Exported' }, { event: 'Feature Mapped' }],
}

const deed = (world: World, userId: string, event: string): void =>
  world.send({ userId, event, context: { groupId: 'acme' } })
const value = (world: World): number => world.account('acme').score?.cbi?.value ?? 0

const weeks = (world: World, n: number): void => {
  for (let i = 0; i < n * 7; i++) {
    deed(world, 'ann', 'Report Exported')
    world.pass(day)
  }
}

test('An account’s score adds up what all its members did, and shows what each part adds', () => {
  const world = createWorld(index)
  deed(world, 'ann', 'Report Exported')
  deed(world, 'ben', 'Feature Mapped')
  world.pass(hour)
  deed(world, 'ben', 'Login')
  expect(world.account('acme').score?.cbi).toEqual({
    at: world.now,
    value: 41,
    parts: {
      days: { raw: 1, points: 5, adds: 1.4 },
      time: { raw: 20, points: 3.3, adds: 0.6 },
      breadth: { raw: 2, points: 100, adds: 22.2 },
      depth: { raw: 2, points: 3.3, adds: 0.6 },
      trend: { raw: 1, points: 100, adds: 16.7 },
    },
  })
})

test('A score falls by itself, midnight by midnight, and says so when a rule asks for the drop', () => {
  const world = createWorld(index, {
    kind: 'segment',
    id: 'cooling',
    level: 'account',
    rule: { score: { id: 'cbi', drop: { by: '30%', over: '14d' } } },
  })
  weeks(world, 4)
  const high = value(world)
  world.pass(14 * day)
  expect(value(world)).toBeLessThanOrEqual(0.7 * high)
  const [fell] = world.all('segment')
  expect(fell).toMatchObject({ id: 'cooling', is: true })
  expect(new Date(fell?.at ?? 0).toISOString()).toMatch(/T00:00:00\.000Z$/)
  world.pass(60 * day)
  expect(world.account('acme').score).toBeUndefined()
  expect(world.account('acme').due).toBeUndefined()
})

test('One noisy event cannot win: a thousand a day are no more than ten', () => {
  const [quiet, noisy] = [createWorld(index), createWorld(index)]
  for (let i = 0; i < 10; i++) deed(quiet, 'ann', 'Report Exported')
  for (let i = 0; i < 1000; i++) deed(noisy, 'ann', 'Report Exported')
  expect(noisy.account('acme').score).toEqual(quiet.account('acme').score)
})

test('With a table a score says how somebody compares with others in the same state and of the same age', () => {
  const rare = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2]
  const cohort = (lifecycle: string, deciles: readonly number[]) => ({
    kind: 'cohorts',
    id: 'cbi',
    at: '2026-03-02T00:05:00Z',
    cohorts: [
      {
        lifecycle,
        age: 'week',
        people: 40,
        parts: Object.fromEntries(
          ['days', 'time', 'breadth', 'depth', 'guides', 'trend'].map((part) => [part, deciles]),
        ),
      },
    ],
  })
  const world = createWorld(index, cohort('visitor', rare))
  deed(world, 'ann', 'Report Exported')
  expect(world.account('acme').score?.cbi).toMatchObject({
    cohort: 'visitor/week',
    parts: { days: { raw: 1, points: 80 }, breadth: { points: 80 } },
  })
  const usual = rare.map((n) => n * 4)
  world.redefine(index, cohort('trial', usual))
  world.pass(day)
  expect(world.account('acme').score?.cbi?.parts.days?.points).toBe(62.5)
})

test('A person’s rule reads the account’s score, as it reads its milestones', () => {
  const world = createWorld(index, {
    kind: 'segment',
    id: 'at-keen-accounts',
    level: 'person',
    rule: { score: { id: 'cbi', gte: 20 } },
  })
  deed(world, 'ben', 'Login')
  expect(world.all('segment')).toEqual([])
  deed(world, 'ann', 'Report Exported')
  expect(world.all('segment').map(({ subject, is }) => [subject, is])).toEqual([
    ['test/u/ben', true],
    ['test/u/ann', true],
  ])
})
