import type { ApplyResult, RuleMoves } from '@waymark/schemas/api/definitions'
import { expect, it } from 'vitest'
import { sayChanges } from './say-changes.ts'

type Change = ApplyResult['changes'][number]

const past = 'Counts the past, too: it is read first.'
const change = (kind: Change['kind'], id: string, more: Partial<Change> = {}): Change => ({
  ...{ kind, id, what: 'new', version: 1, says: `New ${kind} ${id}. ${past}` },
  ...more,
})

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

it('says who comes in and goes out, and of what is being read how much is', () => {
  const moves: RuleMoves = { t: 'untold', why: 'nobody knows' }
  const [told] = sayChanges([change('segment', 'x', { moves, movesSay: 'By this 2 come in.' })])
  expect(told).toMatch(/By this 2 come in\.$/)
  const [read] = sayChanges([change('segment', 'x', { past: { read: 1, events: 2 } })])
  expect(read).toMatch(/Its past is being read \(50%\); it is not in force yet\.$/)
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
