import { expect, test } from 'vitest'
import { sayTransition } from './say-transition.ts'

test('what becomes of somebody in a flow is said with its step and what led there', () => {
  const base = { t: 'flow', flow: 'onboarding', step: 'nudge', at: 0, says: 'sent' } as const
  const moves = ['entered', 'moved', 'won', 'left', 'ended'] as const
  expect(moves.map((what) => sayTransition({ ...base, what }))).toEqual([
    { what: 'flow onboarding: entered at nudge', why: 'sent' },
    { what: 'flow onboarding: went on to nudge', why: 'sent' },
    { what: 'flow onboarding: goal met at nudge', why: 'sent' },
    { what: 'flow onboarding: left at nudge', why: 'sent' },
    { what: 'flow onboarding: ended after nudge', why: 'sent' },
  ])
  expect(sayTransition({ ...base, what: 'moved', key: 'c-1' }).what).toBe(
    'flow onboarding for c-1: went on to nudge',
  )
})
