import { parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { sayDefinition } from './say-definition.ts'

test('the state of who is ready for sales was written "Pql"', () => {
  const found = parseDefinition({
    ...{ kind: 'lifecycle', id: 'people', level: 'person' },
    states: { pql: { when: { did: { event: 'Asked' } } } },
  })
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  expect(sayDefinition(found.definition)).toContain('PQL when: has done “Asked”.')
})
