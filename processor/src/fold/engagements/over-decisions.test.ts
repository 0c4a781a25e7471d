import { expect, test } from 'vitest'
import { createWorld, day, type World } from '../../../manual/support/world.ts'
import { servingPartOf } from './serving-part.ts'

const guide = {
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  target: { testid: 'new-product' },
  steps: [{ content: [{ text: 'Begin here.' }] }],
}
const engagement = (more: object = {}) => ({
  kind: 'engagement',
  id: 'nudge',
  audience: { did: { event: 'Login' } },
  goal: { did: { event: 'Product Created' } },
  send: [{ guide: 'tip' }],
  ...more,
})

const over = (world: World) => {
  const program = world.steps.at(-1)?.program
  if (!program) throw new Error('nothing was folded')
  return servingPartOf(world.person('ann'), program).over
}
/** Offered, and painted where that is said. */
const offered = (world: World, isPainted = true): string => {
  world.send({ userId: 'ann', event: 'Login' })
  const decision = world.person('ann').eng.nudge?.dec ?? ''
  const properties = { engagement: 'nudge', guide: 'tip', decision }
  if (isPainted) world.send({ userId: 'ann', event: '$guide_rendered', properties })
  return decision
}

test('what was painted and has used up its cap by that is not over: somebody is reading it', () => {
  const world = createWorld(guide, engagement())
  offered(world)
  expect(world.person('ann').eng.nudge?.dec).toBeUndefined()
  expect(over(world)).toBeUndefined()
})

test.each([
  ['the audience goes on', {}],
  [
    'the audience ends with the goal',
    {
      audience: {
        all: [{ did: { event: 'Login' } }, { not: { did: { event: 'Product Created' } } }],
      },
    },
  ],
  ['it is shown as often as it matches', { caps: 'none' }],
])('what was painted is over once its goal is met: %s', (_, more) => {
  const world = createWorld(guide, engagement(more))
  const decision = offered(world)
  world.send({ userId: 'ann', event: 'Product Created' })
  expect(over(world)).toEqual({ [decision]: 'goal' })
  world.pass(8 * day)
  world.send({ userId: 'ann', event: 'Login' })
  expect(over(world)).toBeUndefined()
})

test('what was offered and not painted is on no screen', () => {
  const world = createWorld(guide, engagement())
  offered(world, false)
  world.send({ userId: 'ann', event: 'Product Created' })
  expect(over(world)).toBeUndefined()
})

test('what was painted is over once it is published no more, and published again it is not', () => {
  const world = createWorld(guide, engagement())
  const decision = offered(world)
  world.redefine(guide)
  world.send({ userId: 'ann', event: 'Login' })
  expect(over(world)).toEqual({ [decision]: 'unpublished' })
  world.redefine(guide, engagement())
  world.send({ userId: 'ann', event: 'Login' })
  expect(over(world)).toBeUndefined()
})
