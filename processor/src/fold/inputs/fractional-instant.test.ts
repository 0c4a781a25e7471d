import { expect, test } from 'vitest'
import { createWorld, day, hour } from '../../../manual/support/world.ts'

const ending = {
  kind: 'segment',
  id: 'trial-ended-lately',
  level: 'person',
  rule: { trait: { name: 'trialEndsAt', within: '7d' } },
}

const withTrait = (at: (now: number) => number) => {
  const world = createWorld(ending)
  const trialEndsAt = at(world.now)
  world.send({ type: 'identify', userId: 'ann', traits: { trialEndsAt } })
  return world
}

test('A trait of a fraction of a millisecond wakes its person at a whole one, in time and again', () => {
  const world = withTrait((now) => now + hour + 0.25)
  expect(world.person('ann').due).toBe(world.now + hour)
  const ends = world.now + hour
  world.pass(30 * day)
  expect(world.all('segment').map((s) => [s.is, s.at])).toEqual([
    [true, ends],
    [false, ends + 7 * day],
  ])
  expect(Number.isInteger(world.person('ann').clock)).toBe(true)
})

test.each([1e300, -1e300, 8.64e15 + 2])(
  'A trait of %d is no instant, and nobody is woken for it',
  (at) => {
    const world = withTrait(() => at)
    expect(world.person('ann').due).toBeUndefined()
    expect(world.all('segment')).toEqual([])
  },
)
