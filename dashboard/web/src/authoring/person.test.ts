import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { MessageItem, PersonDetail } from '@waymark/schemas/api/people'
import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import { expect, test } from 'vitest'
import { namedIn } from './named.ts'
import { personFor } from './person.ts'

const guide: GuideDraft = {
  kind: 'guide',
  id: 'hello',
  type: 'checklist',
  tasks: [{ milestone: 'code-installed', label: 'Install it, {{person.role}}' }],
  steps: [{ content: [{ text: 'Hello {{first_name | there}} of {{account.name | your team}}' }] }],
}
const asNamed = { guide, allowed: namedIn(guide) }
const engagement = {
  ...{ kind: 'engagement', id: 'show-hello', version: 1, at: 0, by: 'Mara', says: 'Trials.' },
  definition: {
    ...{ kind: 'engagement', id: 'show-hello', audience: { all: [] } },
    send: [{ guide: 'hello' }],
  },
} as unknown as DefinitionItem
const ada = {
  ...{ id: 'u-ada', known: true, name: 'Ada', account: 'acme', accountName: 'Acme' },
  traits: [
    { name: 'first_name', value: 'Ada' },
    { name: 'role', value: 'admin' },
    { name: 'phone', value: '+49 1' },
  ],
  journey: [
    { id: 'code-installed', reached: 5 },
    { id: 'invited', reached: 6 },
  ],
  messages: [],
} as unknown as PersonDetail

const message = (status: MessageItem['status'], more: Partial<MessageItem> = {}): MessageItem => ({
  ...{ engagement: 'show-hello', guide: 'hello', status, at: 1, why: [] },
  ...more,
})
const against = (messages: readonly MessageItem[], items = [engagement]) =>
  personFor({ ...ada, messages }, asNamed, items).against

test('of a person only what the guide names enters the page', () => {
  const { name, values, reached } = personFor(ada, asNamed, [])
  expect({ name, values, reached }).toEqual({
    name: 'Ada',
    values: { first_name: 'Ada', 'account.name': 'Acme', 'person.role': 'admin' },
    reached: ['code-installed'],
  })
})

test('it is said why somebody would not be shown a guide: nothing sends it, it is not for them, a gate, or they had it', () => {
  expect(against([], [])).toEqual(['Nobody is shown it yet: no engagement names it.'])
  expect(against([])).toEqual(['“Show hello” is not for them: Trials.'])
  const why = [{ gate: 'cap', is: false, wants: '1 a day', found: '1 today' }] as const
  expect(against([message('suppressed', { why } as never)])).toEqual([
    expect.stringMatching(/^“Show hello” does not show it: cap: wants 1 a day, found 1 today/),
  ])
  expect(against([message('dismissed')])).toEqual(['They have had it already, and closed it.'])
  expect(against([message('decided')])).toEqual([])
  expect(against([message('suppressed'), message('decided', { at: 2 })])).toEqual([])
})
