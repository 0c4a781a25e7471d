import { parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { checkSet } from './check-set.ts'

const problems = (...documents: readonly object[]): readonly string[] => {
  const definitions = documents.map((document) => {
    const parsed = parseDefinition(document)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    return parsed.definition
  })
  return [...checkSet(definitions).definitions.values()].flatMap((checked) =>
    checked.problems.map(({ at, message }) => `${at}: ${message}`),
  )
}
const button = (start: string) => ({ button: { label: 'Go', action: [{ start }] } })
const modal = (id: string, content: readonly object[]) => ({
  ...{ kind: 'guide', id, type: 'modal' },
  steps: [{ content }],
})
const checklist = {
  ...{ kind: 'guide', id: 'list', type: 'checklist' },
  steps: [{ content: [{ heading: 'Begin' }] }],
  tasks: [{ milestone: 'first-report', label: 'Report', action: { start: 'tour' } }],
}

test('a guide that starts guides which do not exist is refused, wherever it does so', () => {
  const launcher = {
    ...{ kind: 'guide', id: 'button', type: 'launcher', steps: [] },
    launcher: { label: 'Help', start: 'help' },
  }
  const nested = { columns: [[button('a')], [{ text: 'Hi' }]] }
  expect(problems(launcher, checklist, modal('m', [{ text: 'Hi' }, nested]))).toEqual([
    'launcher.start: there is no guide "help"',
    'tasks[0].milestone: there is no milestone "first-report"',
    'tasks[0].action: there is no guide "tour"',
    'steps[0].content[1].columns[0][0].button.action: there is no guide "a"',
  ])
})

test('guides may start each other, and tasks be ticked by what there is', () => {
  const milestone = {
    ...{ kind: 'milestone', id: 'first-report', level: 'person', order: 1 },
    reached: { did: { event: 'Report Exported' } },
  }
  const there = modal('tour', [button('back')])
  const back = modal('back', [button('tour')])
  expect(problems(milestone, checklist, there, back)).toEqual([])
})
