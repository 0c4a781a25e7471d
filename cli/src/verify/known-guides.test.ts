import { expect, test } from 'vitest'
import { sayKnown, type ToldTarget } from './known-guides.ts'

const told: ToldTarget = {
  ...{ guide: 'tip', path: '/k', state: 'sometimes', found: 4, missed: 3 },
  ...{ times: 4, drifted: 0, drift: [], reasons: [] },
}

const say = (more: Partial<ToldTarget>): readonly string[] =>
  sayKnown({ stale: [], told: [{ ...told, ...more }] })

test('an element that a dialog had covered was said to be not found', () => {
  expect(say({ reasons: [{ reason: 'occluded', people: 3 }] })).toEqual([
    'in use     tip on /k: covered by something for 3 people, found for 4',
  ])
  const reasons = [
    { reason: 'missing', people: 2 },
    { reason: 'occluded', people: 1 },
  ]
  expect(say({ reasons, state: 'lost', since: Date.UTC(2026, 10, 20) })).toEqual([
    'in use     tip on /k: not found for 2 people, covered by something for 1 person since 2026-11-20, found for 4',
  ])
})

test('what is not as recorded was not said how often', () => {
  expect(
    say({ state: 'drifted', found: 51, missed: 0, times: 54, drifted: 9, drift: ['name'] }),
  ).toEqual(['in use     tip on /k: found for 51 people; 9 of 54 times not as recorded: name'])
})
