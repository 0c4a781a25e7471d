import { type Definition, namesIn, parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { sayDefinition } from './say-definition.ts'

const parsed = (document: object): Definition => {
  const found = parseDefinition(document)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.definition
}

/** What each kind must have besides. */
const filled: Readonly<Record<string, object>> = {
  milestone: { order: 1, reached: { did: { event: 'Data Received' } } },
  engagement: { audience: { did: { event: 'Signed Up' } } },
  guide: { steps: [{ content: [{ text: 'Paste the code.' }] }] },
}

test('the state of who is ready for sales was written "Pql"', () => {
  const lifecycle = parsed({
    ...{ kind: 'lifecycle', id: 'people', level: 'person' },
    states: { pql: { when: { did: { event: 'Asked' } } } },
  })
  expect(sayDefinition(lifecycle)).toContain('PQL when: has done “Asked”.')
})

test('what a definition names is called as people do', () => {
  const definitions = [
    { kind: 'milestone', id: 'm-1', name: 'Code installed', level: 'account' },
    { kind: 'milestone', id: 'm-2', name: 'Map set up', level: 'account' },
    { kind: 'endpoint', id: 'hook', name: 'CRM', type: 'webhook', url: 'https://crm.example/hook' },
    {
      kind: 'pql',
      id: 'lead',
      level: 'account',
      milestones: ['m-1', 'm-2'],
      alert: { to: ['hook'] },
    },
    { kind: 'guide', id: 'tip-7', name: 'One line to go', type: 'banner' },
    {
      kind: 'engagement',
      id: 'remind',
      goal: { milestone: { id: 'm-1' } },
      send: [{ guide: 'tip-7' }],
    },
  ].map((document) => parsed({ ...filled[document.kind], ...document }))
  const nameOf = namesIn(definitions)
  const said = definitions.map((definition) => sayDefinition(definition, nameOf))
  expect(said[3]).toBe('Milestones: “Code installed” and “Map set up”. Alerts “CRM”.')
  expect(said[5]).toBe(
    'Audience: has done “Signed Up”. Goal: has reached milestone “Code installed”. Shows “One line to go”.',
  )
})
