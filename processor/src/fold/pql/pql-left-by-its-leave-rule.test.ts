import { expect, test } from 'vitest'
import { createWorld, hour } from '../../../manual/support/world.ts'
import { sayTransition } from '../../simulate/say-transition.ts'

const pql = { kind: 'pql', id: 'hot', level: 'person' }

test('Who was left by the leave rule is said to have been, not by a clause that failed hours before', () => {
  const world = createWorld({
    ...pql,
    behaviour: { did: { event: 'P', within: '2h' } },
    leave: { not: { did: { event: 'P', within: '6h' } } },
  })
  world.send({ userId: 'ann', event: 'P' })
  world.pass(7 * hour)
  const [became, left, ...more] = world.all('pql')
  expect(more).toEqual([])
  expect(became?.reasons.map(({ part, is }) => [part, is])).toEqual([['behaviour', true]])
  const says = 'has not done “P” in the last 6 hours'
  expect(left).toMatchObject({
    is: false,
    reasons: [
      { part: 'leave', id: '', says, is: true },
      { part: 'behaviour', is: false },
    ],
  })
  expect(left && sayTransition(left)).toEqual({ what: 'no longer PQL hot', why: `leave: ${says}` })
})

test('Who downgraded is no longer one because of that, though every clause still holds', () => {
  const world = createWorld({
    ...pql,
    behaviour: { did: { event: 'P' } },
    leave: { did: { event: 'Downgraded', within: '1h' } },
  })
  world.send({ userId: 'ann', event: 'P' })
  world.send({ userId: 'ann', event: 'Downgraded' })
  expect(
    world
      .all('pql')
      .at(-1)
      ?.reasons.map(({ part, says, is }) => [part, says, is]),
  ).toEqual([
    ['leave', 'has done “Downgraded” in the last hour', true],
    ['behaviour', 'has done “P”', true],
  ])
})
