import { type Debt, parseDefinition, type SubjectKey } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'
import type { FoldInput } from '../inputs/input.ts'
import { newAccount, newPerson, type SubjectState } from '../state.ts'

const began = 9

const often = (level: 'person' | 'account') => {
  const parsed = parseDefinition({
    kind: 'milestone',
    id: `often-${level}`,
    level,
    order: 1,
    reached: { did: { event: 'Built', count: { gte: 5 } } },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return { version: 1, definition: parsed.definition }
}

const compiled = compileProgram('test', 10, [often('person'), often('account')])
const [personLeaf = ''] = compiled.person.leaves.keys()
const [accountLeaf = ''] = compiled.account.leaves.keys()
/** Both leaves count anew, and their past is being read. */
const program = {
  ...compiled,
  since: new Map([
    [personLeaf, began],
    [accountLeaf, began],
  ]),
}

const once = { n: 1, first: 50, times: [50] }

const told = (state: SubjectState, debt: Debt): SubjectState => {
  const record = { v: 1, from: 'test/a/x', p: 0, o: 7, i: 0, at: 60, debt } as const
  const input: FoldInput = { kind: 'relay', record, at: 60, partition: 0, offset: 7 }
  return fold(state.s, state, { inputs: [input], program }).state
}

const ann: SubjectKey = 'test/u/ann'
const acme: SubjectKey = 'test/g/acme'

test.each([
  [began - 1, undefined],
  [began, once],
  [began + 1, once],
])(
  'what a member told with definitions of version %i of a leaf that counts since 9',
  (pv, kept) => {
    const debt = {
      k: 'activity',
      person: ann,
      member: { seen: 50, n: 1 },
      leaves: { [accountLeaf]: once },
      pv,
    } as const
    expect(told(newAccount(acme, 40, 10), debt).leaves[accountLeaf]).toEqual(kept)
  },
)

test.each([
  [began - 1, undefined],
  [began, once],
])('what a past of version %i tells of it', (pv, kept) => {
  const debt = {
    k: 'past',
    leaves: { [personLeaf]: once },
    orphans: { [accountLeaf]: once },
    pv,
  } as const
  const state = told(newPerson(ann, 40, 10), debt)
  expect(state.leaves[personLeaf]).toEqual(kept)
  expect(state.kind === 'person' && state.orphans[accountLeaf]).toEqual(kept)
})

test('what a visitor who becomes known brings of an earlier life of it is left to its past', () => {
  const part = {
    leaves: { [personLeaf]: once },
    orphans: {},
    traits: {},
    first: 50,
    last: 50,
    milestones: {},
    lifecycle: { state: 'visitor', since: 50, history: [] },
    shown: {},
  }
  const merge = (pv: number): Debt => ({ k: 'merge', from: 'test/a/x', part, pv })
  const leafOf = (pv: number) => told(newPerson(ann, 40, 10), merge(pv)).leaves[personLeaf]
  expect(leafOf(began - 1)).toBeUndefined()
  expect(leafOf(began)).toEqual(once)
})
