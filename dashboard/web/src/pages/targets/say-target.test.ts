import type { GuideTarget } from '@waymark/schemas/api/guide-targets'
import { expect, test } from 'vitest'
import { sayReasons, sayTarget } from './say-target.ts'

const day = 86_400_000
/** A Friday. */
const now = Date.UTC(2026, 10, 20, 12)

const target = (given: Partial<GuideTarget>): GuideTarget => ({
  ...{ guide: 'invite', guideName: 'Invite', path: '/settings', state: 'found' },
  ...{
    found: 80,
    missed: 0,
    missedSince: 0,
    times: 80,
    drifted: 0,
    drift: [],
    reasons: [],
    days: [],
  },
  ...given,
})

test('a guide that lost its element says since when, and for how many', () => {
  const lost = target({ state: 'lost', missed: 20, missedSince: 14, since: now - 3 * day })
  expect(sayTarget(lost, now)).toBe(
    'Has not found its element on /settings since Tuesday: 14 people.',
  )
  expect(sayTarget({ ...lost, since: now - 10 * day, missedSince: 1 }, now)).toBe(
    'Has not found its element on /settings since 10 Nov: 1 person.',
  )
  expect(sayTarget({ ...lost, found: 0, since: now - day }, now)).toBe(
    'Has never found its element on /settings: 20 people since yesterday.',
  )
})

test('what drifted says what is not as it was', () => {
  const drift = ['name', 'within']
  const drifted = target({ state: 'drifted', score: 0.72, times: 90, drifted: 60, drift })
  expect(sayTarget(drifted, now)).toBe(
    'Found for 80 people, 72% sure, but 60 of 90 times not as recorded: its name and what is around it.',
  )
  expect(sayTarget({ ...drifted, drift: [] }, now)).toBe('Found for 80 people, but only 72% sure.')
})

test('an element that a dialog had covered was said to be not found', () => {
  const reasons = [{ reason: 'occluded', people: 3 }]
  expect(sayTarget(target({ state: 'sometimes', found: 4, missed: 3, reasons }), now)).toBe(
    'There, but could not be seen by 3 people; shown to 4 people.',
  )
})

test('reasons are told in words', () => {
  const reasons = [
    { reason: 'missing', people: 4 },
    { reason: 'occluded', people: 3 },
  ]
  expect(sayReasons(target({ reasons }))).toBe('not on the page (4), covered by something (3)')
})
