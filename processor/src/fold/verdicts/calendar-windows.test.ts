import { expect, test } from 'vitest'
import { createWorld, day, hour, type World } from '../../../manual/support/world.ts'

const calendar = { kind: 'calendar', id: 'project', zone: 'Europe/Berlin' }
const segment = (level: string, did: object): object => ({
  kind: 'segment',
  id: 'busy',
  level,
  rule: { did },
})
const flips = (world: World): readonly (readonly [boolean, string])[] =>
  world.all('segment').map((s) => [s.is, new Date(s.at).toISOString()])

test('a day ends at midnight where the project is, without anybody doing anything', () => {
  const world = createWorld(calendar, segment('person', { event: 'Login', on: 'day' }))
  world.send({ event: 'Login', userId: 'ann' })
  world.pass(day)
  expect(flips(world)).toEqual([
    [true, '2026-03-02T09:00:00.000Z'],
    [false, '2026-03-02T23:00:00.000Z'],
  ])
})

test('a week in which the clocks change is an hour shorter', () => {
  const world = createWorld(calendar, segment('person', { event: 'Login', on: 'week' }))
  world.pass(21 * day)
  world.send({ event: 'Login', userId: 'ann' })
  world.pass(14 * day)
  expect(flips(world)).toEqual([
    [true, '2026-03-23T09:00:00.000Z'],
    [false, '2026-03-29T22:00:00.000Z'],
  ])
})

test('a late event counts on the day when it happened', () => {
  const did = { event: 'Login', count: { gte: 2 }, on: 'day' }
  const world = createWorld(calendar, segment('person', did))
  world.send({ event: 'Login', userId: 'ann' })
  world.pass(hour)
  const yesterday = new Date(world.now - 12 * hour).toISOString()
  world.send({ event: 'Login', userId: 'ann', timestamp: yesterday })
  expect(flips(world)).toEqual([])
  const today = new Date(world.now - 2 * hour).toISOString()
  world.send({ event: 'Login', userId: 'ann', timestamp: today })
  expect(flips(world)).toEqual([[true, '2026-03-02T10:00:00.000Z']])
})

test('what a month counted came along to an account by when its newest event was, not by when the month began', () => {
  const did = { event: 'Login', on: 'month', last: 2 }
  const world = createWorld(segment('account', did))
  world.send({ event: 'Login', userId: 'ann' })
  world.pass(29.9 * day)
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  expect(flips(world)).toEqual([[true, '2026-04-01T06:36:00.000Z']])
})
