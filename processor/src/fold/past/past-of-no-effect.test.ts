import { parseDefinition, type RelayRecord, type SubjectKey, type WasPart } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'
import type { FoldInput } from '../inputs/input.ts'
import { newPerson } from '../state.ts'

const ann: SubjectKey = 'test/u/ann'

const often = (gte: number) => {
  const parsed = parseDefinition({
    kind: 'milestone',
    id: 'often',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Built', count: { gte } } },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return { version: 1, definition: parsed.definition }
}

const told = (index: number, was: WasPart): FoldInput => {
  const record: RelayRecord = {
    v: 1,
    from: ann,
    p: -1,
    o: was.past,
    i: index,
    at: 0,
    quiet: true,
    debt: { k: 'past', leaves: {}, was },
  }
  return { kind: 'relay', record, at: 100, partition: 0, offset: index }
}

const reached = (past: number, at: number): WasPart => ({
  past,
  milestones: { often: { started: at, reached: at } },
  seg: {},
})

/** Told by a past, or several, and met once the definitions of one of them are in force. */
const milestonesOf = (inputs: readonly FoldInput[], inForce: number) => {
  const before = { ...compileProgram('test', 5, []), past: -1 }
  const after = { ...compileProgram('test', 20, [often(5)]), past: inForce }
  const { state } = fold(ann, newPerson(ann, 50, 5), { inputs, program: before })
  const meet: FoldInput = { kind: 'clock', now: 200, meet: true }
  return fold(ann, state, { inputs: [meet], program: after }).state.mile
}

test('what a past told counts once it is in force', () => {
  expect(milestonesOf([told(0, reached(6, 30))], 6)).toEqual({
    often: { started: 30, reached: 30 },
  })
})

test('what a past told of a definition that was changed before it came into force counts for nobody', () => {
  expect(milestonesOf([told(0, reached(6, 30))], 9)).toEqual({})
  const both = [told(0, reached(6, 30)), told(0, reached(9, 40))]
  expect(milestonesOf(both, 9)).toEqual({ often: { started: 40, reached: 40 } })
})

test('what waits still is kept', () => {
  expect(milestonesOf([told(0, reached(9, 40))], 6)).toEqual({})
})
