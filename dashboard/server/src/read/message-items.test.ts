import type { MessageStep, Transition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { messageItems } from './message-items.ts'

const message = { decision: 'd1', engagement: 'remind', guide: 'install-the-code' }

const decided = (at: number, decision = 'd1'): Transition => ({
  t: 'decided',
  ...message,
  decision,
  version: 1,
  at,
  why: [],
})

const withdrawn = (at: number): Transition => ({ t: 'withdrawn', ...message, at, why: [] })

const step = (at: number, what: MessageStep): Transition => ({ t: 'message', ...message, what, at })

const items = (...transitions: readonly Transition[]) =>
  messageItems(transitions.map((transition, at) => ({ at, transition })))

const statusAfter = (...transitions: readonly Transition[]) => items(...transitions)[0]?.status

test('a message of a guide that was unpublished lost its name', () => {
  const nameless: Transition = {
    t: 'withdrawn',
    decision: 'd1',
    engagement: 'remind',
    guide: '',
    at: 1,
    why: [],
  }
  expect(items(decided(0), nameless)).toMatchObject([
    { guide: 'install-the-code', status: 'withdrawn' },
  ])
})

test('a message that nobody saw is withdrawn', () => {
  expect(statusAfter(decided(0), withdrawn(1))).toBe('withdrawn')
  expect(statusAfter(decided(0), step(1, 'missed'), withdrawn(2))).toBe('withdrawn')
})

test.each([
  ['rendered', 'shown'],
  ['seen', 'seen'],
  ['dismissed', 'dismissed'],
  ['snoozed', 'dismissed'],
  ['clicked', 'clicked'],
  ['completed', 'completed'],
] as const)('a message that was %s stays so when it is withdrawn later', (what, status) => {
  const found = items(decided(0), step(1, 'rendered'), step(2, what), withdrawn(3))
  expect(found).toMatchObject([{ status, at: 2 }])
})

test('a step that is told late does not take back a further one', () => {
  expect(statusAfter(decided(0), step(1, 'completed'), step(2, 'dismissed'))).toBe('completed')
  expect(statusAfter(decided(0), step(1, 'dismissed'), step(2, 'seen'))).toBe('dismissed')
})

test('a withdrawal that the browser missed gives way to what the person saw', () => {
  expect(statusAfter(decided(0), withdrawn(1), step(2, 'rendered'))).toBe('shown')
})

test('decisions stand apart, the newest first', () => {
  const found = items(decided(0), step(1, 'dismissed'), decided(2, 'd2'))
  expect(found.map(({ decision, status }) => [decision, status])).toEqual([
    ['d2', 'decided'],
    ['d1', 'dismissed'],
  ])
})

const email = { engagement: 'welcome', guide: '', channel: 'email', what: 'hello' } as const

test('an e-mail that was held back is listed with its reason, and with the e-mail when it was sent after all', () => {
  const quiet = [{ gate: 'quiet', is: false, wants: 'not at night', found: 'at night' }] as const
  const found = items(
    { t: 'suppressed', ...email, at: 0, why: quiet },
    {
      t: 'send',
      send: 's1',
      engagement: 'welcome',
      definition: 'welcome',
      variant: 'short',
      channel: 'email',
      what: 'hello',
      version: 1,
      to: { person: 'p/u/ann' },
      traits: {},
      at: 1,
      why: [],
    },
  )
  expect(found).toEqual([
    { ...email, variant: 'short', decision: 's1', status: 'sent', at: 1, why: [] },
    { ...email, status: 'suppressed', at: 0, why: quiet },
  ])
})
