import { expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

test('A move back to an earlier state falls due by time alone', () => {
  const world = createWorld({
    kind: 'lifecycle',
    id: 'people',
    level: 'person',
    states: {
      trial: {
        from: ['visitor', 'churned'],
        when: { not: { did: { event: 'Plan Cancelled', within: '30d' } } },
      },
      churned: { from: ['trial'], when: { did: { event: 'Plan Cancelled' } } },
    },
  })
  world.send({ userId: 'ann', event: 'Login' })
  const cancelled = world.now
  world.send({ userId: 'ann', event: 'Plan Cancelled' })
  world.pass(40 * day)
  const moves = world.all('lifecycle').map((l) => [l.to, l.at])
  expect(moves).toContainEqual(['churned', cancelled])
  expect(moves).toContainEqual(['trial', cancelled + 30 * day])
})
