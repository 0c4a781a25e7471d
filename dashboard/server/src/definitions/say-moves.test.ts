import type { RuleMoves } from '@waymark/schemas/api/definitions'
import { expect, test } from 'vitest'
import { sayMoves } from './say-moves.ts'

type Moves<T extends RuleMoves['t']> = Extract<RuleMoves, { readonly t: T }>

const counted = (
  level: Moves<'counted'>['level'],
  numbers: readonly [number, number, number],
): Moves<'counted'> => {
  const [enters, leaves, after] = numbers
  return { t: 'counted', level, enters, leaves, after }
}

test('one person is counted in correct English, and several', () => {
  expect(sayMoves('segment', counted('person', [1, 1, 1]))).toBe(
    'By this 1 person comes in and 1 goes out; 1 is in then.',
  )
  expect(sayMoves('segment', counted('account', [0, 2, 3204]))).toBe(
    'By this 0 accounts come in and 2 go out; 3,204 are in then.',
  )
  expect(sayMoves('milestone', counted('account', [1, 0, 1]))).toBe(
    'By this 1 account comes in; whoever has reached it keeps it, and 1 holds it then.',
  )
  expect(sayMoves('milestone', counted('person', [2, 0, 2]))).toBe(
    'By this 2 people come in; whoever has reached it keeps it, and 2 hold it then.',
  )
})

test('where the stream may count less than the database did is said', () => {
  const note = '1 account has more than 1,000 members.'
  expect(sayMoves('segment', { ...counted('account', [1, 0, 1]), note })).toMatch(
    /1 is in then\. 1 account has more than 1,000 members\.$/,
  )
})

test('of a lifecycle it is said how many come into each state and go out of it', () => {
  const state = (name: 'trial' | 'active', numbers: readonly [number, number, number]) => {
    const [enters, leaves, after] = numbers
    return { state: name, enters, leaves, after }
  }
  const of = (states: readonly ReturnType<typeof state>[]) =>
    sayMoves('lifecycle', { t: 'states', level: 'account', states })
  expect(of([state('trial', [0, 1, 4]), state('active', [1, 0, 2])])).toBe(
    'By this they move. trial: 0 accounts in and 1 out, 4 in it then; active: 1 account in and 0 out, 2 in it then.',
  )
  expect(of([state('trial', [0, 0, 4])])).toBe('By this nobody moves.')
})

test('of a flow it is said from which step how many go where', () => {
  const of = (more: Partial<Moves<'steps'>>) =>
    sayMoves('flow', { t: 'steps', level: 'person', steps: [], stay: 0, ...more })
  expect(of({})).toBe('Nobody is in it.')
  expect(of({ stay: 1 })).toBe('By this nobody moves: 1 person stays where they stand.')
  const steps = [
    { step: 'old', to: null, places: 1 },
    { step: 'wait', to: 'ask', places: 2 },
  ]
  expect(of({ steps, stay: 4 })).toBe(
    'By this 1 person goes from old out of the flow, 2 people go from wait to ask; 4 people stay.',
  )
  expect(of({ key: 'cart_id', steps: steps.slice(1), stay: 1 })).toBe(
    'By this 2 values of cart_id go from wait to ask; 1 value of cart_id stays.',
  )
})
