import { expect, it } from 'vitest'
import { checkDocument } from './check-document.ts'

it('says a rule in English and what it reads', () => {
  const rule = { all: [{ did: { event: 'Invited' } }, { milestone: { id: 'first-project' } }] }
  const checked = checkDocument(rule, 'person')
  expect(checked).toMatchObject({ name: 'rule', problems: [], reads: ['milestone/first-project'] })
  expect(checked.says).toBe('has done “Invited” and has reached milestone “first-project”.')
})

it('names the place of a rule that this version does not evaluate', () => {
  const rule = { all: [{ did: { event: 'X' } }, { score: { id: 'fit', gte: 3 } }] }
  expect(checkDocument(rule, 'person').problems).toEqual([
    { at: 'all[1].score', message: expect.stringMatching(/^is not available yet: /) },
  ])
})

it('does not hold it against a definition that it names others', () => {
  const engagement = {
    kind: 'engagement',
    id: 'welcome',
    audience: { segment: { id: 'new' } },
    send: [{ guide: 'hello' }],
  }
  expect(checkDocument(engagement, 'person')).toMatchObject({
    name: 'engagement/welcome',
    problems: [],
    reads: ['segment/new', 'guide/hello'],
  })
})

it('names what is wrong with a definition', () => {
  const { problems } = checkDocument(
    { kind: 'milestone', id: 'x', level: 'person', order: -1 },
    'person',
  )
  expect(problems.map((problem) => problem.at)).toEqual(['order', 'reached'])
})

it('takes nothing for a rule but a rule', () => {
  for (const value of [null, 7, 'text', [], { nothing: 1 }]) {
    expect(checkDocument(value, 'person').problems).not.toEqual([])
  }
})
