import { parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { sayChange } from './say-change.ts'

const mail = { email: 'welcome' }
const guide = { guide: 'tour' }
const task = { task: { title: 'Call', to: 'crm' } }

const says = (fields: object): string => {
  const audience = { did: { event: 'Signed Up' } }
  const found = parseDefinition({ kind: 'engagement', id: 'hello', audience, ...fields })
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  const { definition } = found
  const now = Date.parse('2026-03-01T12:00:00Z')
  const text = sayChange({
    what: 'new',
    definition,
    now,
    countsNew: true,
    counts: true,
    readsPast: true,
  })
  return text.slice(text.indexOf('Whoever'))
}

test('an engagement that sends e-mail or tasks does not claim that it is shown to who is in by the change', () => {
  const start = 'Whoever is in only because of this change is'
  const present = { 'include-present': true }
  expect(says({ send: [guide] })).toBe(`${start} shown it on the next visit.`)
  expect(says({ send: [mail, task] })).toBe(`${start} sent nothing.`)
  expect(says({ send: [mail], ...present })).toBe(`${start} sent it, too.`)
  const variants = [
    { id: 'a', send: [guide] },
    { id: 'b', send: [task] },
  ]
  expect(says({ variants })).toBe(`${start} shown its guide on the next visit and sent nothing.`)
  expect(says({ variants, ...present })).toBe(
    `${start} shown its guide on the next visit and sent the rest, too.`,
  )
})
