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

test('an e-mail was put in force without a word where no mail server would send it', () => {
  const mailOf = (fields: object, hasMailServer?: boolean): string => {
    const found = parseDefinition(fields)
    if (!found.ok) throw new Error(JSON.stringify(found.problems))
    const { definition } = found
    const known = hasMailServer === undefined ? {} : { hasMailServer }
    return sayChange({
      ...{ what: 'new', definition, now: 0, countsNew: false, counts: false },
      ...known,
    })
  }
  const email = { kind: 'email', id: 'welcome', subject: 'Hello', content: [{ text: 'Hello' }] }
  const alerts = { kind: 'endpoint', id: 'sales', type: 'email', to: ['sales@acme.example'] }
  const hook = { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://acme.example/' }
  for (const one of [email, alerts]) {
    expect(mailOf(one, false)).toContain('no e-mail is sent until WAYMARK_SMTP_URL names one')
    expect(mailOf(one, true)).not.toContain('WAYMARK_SMTP_URL')
    expect(mailOf(one)).not.toContain('WAYMARK_SMTP_URL')
  }
  expect(mailOf(hook, false)).not.toContain('WAYMARK_SMTP_URL')
})
