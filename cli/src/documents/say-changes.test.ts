import type { ApplyResult, RuleMoves } from '@waymark/schemas/api/definitions'
import { expect, it } from 'vitest'
import { sayChanges } from './say-changes.ts'

type Change = ApplyResult['changes'][number]

const past = 'Counts the past, too: it is read first.'
const change = (kind: Change['kind'], id: string, more: Partial<Change> = {}): Change => ({
  ...{ kind, id, what: 'new', version: 1, says: `New ${kind} ${id}. ${past}` },
  ...more,
})

type Counted = Extract<RuleMoves, { readonly t: 'counted' }>
const counted = (level: Counted['level'], numbers: readonly [number, number, number]): Counted => {
  const [enters, leaves, after] = numbers
  return { t: 'counted', level, enters, leaves, after }
}

it('says once what follows of several changes, and of which', () => {
  const offered = 'Visitors get this version with their next page.'
  expect(
    sayChanges([
      change('milestone', 'first-project'),
      change('segment', 'doers'),
      change('guide', 'tour', {
        what: 'changed',
        version: 4,
        says: `Changes guide tour. ${offered}`,
      }),
      change('guide', 'other', { what: 'same', version: 2, says: 'guide other stays as it is.' }),
      change('guide', 'third', { what: 'same', version: 2, says: 'guide third stays as it is.' }),
    ]),
  ).toEqual([
    '+ milestone/first-project v1  New milestone first-project.',
    '+ segment/doers v1  New segment doers.',
    `~ guide/tour v4  Changes guide tour. ${offered}`,
    '= guide/other v2  guide other stays as it is.',
    '= guide/third v2  guide third stays as it is.',
    `milestone/first-project, segment/doers: ${past}`,
  ])
})

it('counts one person in correct English, and several', () => {
  const moved = (kind: 'segment' | 'milestone', moves: RuleMoves) =>
    sayChanges([change(kind, 'x', { moves })])[0]?.split(`${past} `)[1]
  expect(moved('segment', counted('person', [1, 1, 1]))).toBe(
    'By this 1 person comes in and 1 goes out; 1 is in then.',
  )
  expect(moved('segment', counted('account', [0, 2, 3]))).toBe(
    'By this 0 accounts come in and 2 go out; 3 are in then.',
  )
  expect(moved('milestone', counted('account', [1, 0, 1]))).toBe(
    'By this 1 account comes in; whoever has reached it keeps it, and 1 holds it then.',
  )
  expect(moved('milestone', counted('person', [2, 0, 2]))).toBe(
    'By this 2 people come in; whoever has reached it keeps it, and 2 hold it then.',
  )
})

it('says where the stream may count less than the database did', () => {
  const note = '1 account has more than 1,000 members.'
  const moves = { ...counted('account', [1, 0, 1]), note }
  expect(sayChanges([change('segment', 'x', { moves })])[0]).toMatch(
    /1 is in then\. 1 account has more than 1,000 members\.$/,
  )
})

it('says of a lifecycle how many come into each state and go out of it', () => {
  const state = (name: 'trial' | 'active', numbers: readonly [number, number, number]) => {
    const [enters, leaves, after] = numbers
    return { state: name, enters, leaves, after }
  }
  const of = (states: readonly ReturnType<typeof state>[]) => {
    const moves: RuleMoves = { t: 'states', level: 'account', states }
    return sayChanges([change('lifecycle', 'x', { moves })])[0]?.split(`${past} `)[1]
  }
  expect(of([state('trial', [0, 1, 4]), state('active', [1, 0, 2])])).toBe(
    'By this they move. trial: 0 accounts in and 1 out, 4 in it then; active: 1 account in and 0 out, 2 in it then.',
  )
  expect(of([state('trial', [0, 0, 4])])).toBe('By this nobody moves.')
})

it('says once how many more there are than one dry run counts', () => {
  const moves: RuleMoves = { t: 'untold', why: 'one dry run counts 25', more: true }
  const one = { what: 'new', version: 1, says: 'New.', moves } as const
  expect(sayChanges([change('segment', 'a', one), change('pql', 'b', one)])).toEqual([
    '+ segment/a v1  New.',
    '+ pql/b v1  New.',
    'and 2 more that were not counted (one dry run counts 25): segment/a, pql/b',
  ])
})
