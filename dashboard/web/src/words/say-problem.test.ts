import { parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { sayProblem } from './say-problem.ts'

const content = [{ heading: 'Hi' }]

const said = (guide: object): readonly string[] => {
  const parsed = parseDefinition({ kind: 'guide', id: 'g', ...guide })
  return parsed.ok ? [] : parsed.problems.map(sayProblem)
}

test('who has picked nothing is told to pick, not which field of a file is empty', () => {
  const steps = [{ content }, { content, target: { id: 'new' } }, { content }]
  expect(said({ type: 'tooltip', steps })).toEqual([
    'Step 1 points at nothing yet: pick its element.',
    'Step 3 points at nothing yet: pick its element.',
  ])
  expect(said({ type: 'modal', steps: [] })).toEqual(['It has no step yet: add one.'])
})

test('every other problem names its place in words', () => {
  const question = { question: { id: 'q', ask: 'Why?', type: 'text' } }
  expect(said({ type: 'modal', steps: [{ content }, { content: [question] }] })).toEqual([
    'Step 2 content: only a survey has questions',
  ])
  expect(sayProblem({ at: 'steps[0].content[1].button.label', message: 'a text' })).toBe(
    'Step 1 part 2 button label: a text',
  )
  expect(sayProblem({ at: 'steps[0].content[1].heading', message: 'is empty: a text' })).toBe(
    'Step 1 part 2 heading is empty: a text',
  )
  expect(sayProblem({ at: 'type', message: 'one of tooltip, modal' })).toBe(
    'Type: one of tooltip, modal',
  )
})
