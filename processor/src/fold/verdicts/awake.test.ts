import type { SubjectKey } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { live, townLife } from '../../../manual/support/town.ts'
import type { Step } from '../../../manual/support/world.ts'
import { compileProgram } from '../../program/compile-program.ts'
import type { LevelProgram, Program } from '../../program/program.ts'
import { fold } from '../fold.ts'
import type { SubjectState } from '../state.ts'

const wideAwakeLevel = (level: LevelProgram): LevelProgram => ({
  ...level,
  awakeSteps: () => level.steps,
  awakeFlows: () => level.flows,
})

/** The same definitions, all of them looked at every time. */
const wideAwake = (program: Program): Program => ({
  ...program,
  person: wideAwakeLevel(program.person),
  account: wideAwakeLevel(program.account),
  awakeEngagements: () => program.engagements,
})

const fate = (subject: SubjectKey, steps: readonly Step[], like: (program: Program) => Program) => {
  let state: SubjectState | undefined
  return steps.map(({ input, program }) => {
    const folded = fold(subject, state, { inputs: [input], program: like(program) })
    if (folded.changed) state = folded.state
    return folded
  })
}

test('What is left asleep would have come to nothing', () => {
  fc.assert(
    fc.property(townLife, (life) => {
      for (const [subject, steps] of Map.groupBy(live(life).steps, (step) => step.subject))
        expect(fate(subject, steps, (program) => program)).toEqual(fate(subject, steps, wideAwake))
    }),
    { numRuns: 120 },
  )
})

test('Of a thousand definitions those alone are looked at that somebody has to do with', () => {
  const rule = (i: number) => ({ did: { event: `Event ${i}`, within: '7d' } })
  const segments = Array.from({ length: 1000 }, (_, i) => ({
    version: 1,
    definition: { kind: 'segment', id: `s-${i}`, level: 'person', rule: rule(i) } as const,
  }))
  const { person } = compileProgram('test', 1, segments)
  const [leaf = ''] = person.listeners.get('track:Event 500')?.map(({ hash }) => hash) ?? []
  const known = { leaves: { [leaf]: {} }, traits: {}, mile: {}, seg: { 's-7': 1 }, pql: {} }
  const awake = person.awakeSteps(known as never)
  expect(awake.map((step) => (step.step === 'lifecycle' ? 'lifecycle' : step.id))).toEqual([
    's-7',
    's-500',
    'lifecycle',
  ])
})
