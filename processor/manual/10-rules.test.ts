import { expect, test } from 'vitest'
import { createWorld, day, hour, minute, type World } from './support/world.ts'

/*
 * What rules can ask. Each leaf keeps a small summary of what it is about, or reads what machines remember; all of them are asked
 * by the same code, at every record and at every instant at which time alone may change their answer. docs/rules.md says exactly
 * what each means.
 */

const calendar = { kind: 'calendar', id: 'project', zone: 'Europe/Berlin' }
const segment = (id: string, rule: object, level = 'person') => ({
  kind: 'segment',
  id,
  level,
  rule,
})

const did = (world: World, event: string, properties: object = {}): void =>
  world.send({ userId: 'ann', event, properties: properties as Record<string, string> })
const isIn = (world: World, id: string): boolean => world.person('ann').seg[id] !== undefined
const at = (world: World): string => new Date(world.now).toISOString()

test('An abandoned cart: filled and taken to the checkout, but this cart was not paid', () => {
  const world = createWorld(
    segment('abandoned', {
      sequence: {
        steps: [{ did: { event: 'Cart Filled' } }, { did: { event: 'Checkout Left' } }],
        within: '1d',
        same: 'cart',
        'nothing-between': ['Order Completed'],
      },
    }),
  )
  did(world, 'Cart Filled', { cart: 'c1' })
  did(world, 'Cart Filled', { cart: 'c2' })
  did(world, 'Order Completed', { cart: 'c1' })
  did(world, 'Checkout Left', { cart: 'c1' })
  expect(isIn(world, 'abandoned')).toBe(false)
  did(world, 'Checkout Left', { cart: 'c2' })
  expect(isIn(world, 'abandoned')).toBe(true)
  world.pass(day)
  expect(isIn(world, 'abandoned')).toBe(false)
})

test('Day ten of the trial begins ten days after it did, and ends a day later', () => {
  const world = createWorld(
    segment('day-ten', { since: { lifecycle: 'trial', gte: '10d', lt: '11d' } }),
  )
  did(world, 'Signed Up')
  world.pass(10 * day - 1)
  expect(isIn(world, 'day-ten')).toBe(false)
  world.pass(1)
  expect(isIn(world, 'day-ten')).toBe(true)
  world.pass(day)
  expect(isIn(world, 'day-ten')).toBe(false)
})

test('Three working days from a Thursday evening are over on Tuesday evening', () => {
  const world = createWorld(
    calendar,
    segment('waiting', { since: { event: 'Call Asked For', gte: '3wd' } }),
  )
  world.pass(3 * day + 8 * hour)
  expect(at(world)).toBe('2026-03-05T17:00:00.000Z')
  did(world, 'Call Asked For')
  world.pass(7 * day)
  const [waiting] = world.all('segment')
  expect(new Date(waiting?.at ?? 0).toISOString()).toBe('2026-03-10T17:00:00.000Z')
})

test('Different reports on one day of the project, however often each was opened', () => {
  const rule = { did: { event: 'Report Opened', distinct: 'report', count: { gte: 3 }, on: 'day' } }
  const world = createWorld(calendar, segment('comparing', rule))
  for (const report of ['a', 'b', 'a', 'b']) did(world, 'Report Opened', { report })
  expect(isIn(world, 'comparing')).toBe(false)
  did(world, 'Report Opened', { report: 'c' })
  expect(isIn(world, 'comparing')).toBe(true)
  world.pass(14 * hour - 1)
  expect(isIn(world, 'comparing')).toBe(true)
  world.pass(1)
  expect(at(world)).toBe('2026-03-02T23:00:00.000Z')
  expect(isIn(world, 'comparing')).toBe(false)
})

test('The first time is the first of all: an earlier one that arrives late moves it back', () => {
  const world = createWorld(
    segment('new-to-it', { did: { event: 'Exported', first: true, within: '3d' } }),
  )
  did(world, 'Exported')
  expect(isIn(world, 'new-to-it')).toBe(true)
  const timestamp = new Date(world.now - 5 * day).toISOString()
  world.send({ userId: 'ann', event: 'Exported', timestamp })
  expect(isIn(world, 'new-to-it')).toBe(false)
})

test('A feature is what the feature map says, in every rule that names it', () => {
  const feature = {
    kind: 'feature',
    id: 'reports',
    used: [{ page: '/reports/*' }, { event: 'Report Exported' }],
  }
  const world = createWorld(
    feature,
    segment('at-home', {
      did: { feature: 'reports', count: { gte: 2 }, since: { event: 'Signed Up' } },
    }),
  )
  world.send({ userId: 'ann', type: 'page', properties: { path: '/reports/1' } })
  did(world, 'Signed Up')
  world.pass(minute)
  world.send({ userId: 'ann', type: 'page', properties: { path: '/reports/2' } })
  expect(isIn(world, 'at-home')).toBe(false)
  did(world, 'Report Exported')
  expect(isIn(world, 'at-home')).toBe(true)
})

test('Half of the team is at work: each member by their own clock', () => {
  const rule = {
    members: { where: { did: { event: 'Login', within: '1h' } }, share: { gte: 0.5 } },
  }
  const world = createWorld(segment('at-work', rule, 'account'))
  const login = (userId: string): void =>
    world.send({ userId, event: 'Login', context: { groupId: 'acme' } })
  const atWork = (): boolean => world.account('acme').seg['at-work'] !== undefined
  login('ann')
  world.pass(30 * minute)
  login('bob')
  world.pass(30 * minute)
  expect(atWork()).toBe(true)
  world.pass(30 * minute)
  expect(atWork()).toBe(false)
})
