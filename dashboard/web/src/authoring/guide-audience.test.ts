import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import { expect, test } from 'vitest'
import { engagementOf, idFor, ownEngagement, sayAudience, shownBy } from './guide-audience.ts'

const engagement = (id: string, more: object): DefinitionItem => ({
  ...{ kind: 'engagement', id, version: 1, at: 0, by: 'Mara', says: `${id} says.` },
  definition: { kind: 'engagement', id, audience: { all: [] }, ...more } as never,
})

test('who is shown a guide is said by the engagements that send it, as a variant too', () => {
  const items = [
    engagement('direct', { send: [{ guide: 'hello' }] }),
    engagement('variant', { variants: [{ id: 'a', send: [{ guide: 'hello' }] }] }),
    engagement('other', { send: [{ guide: 'other' }, { email: 'hello' }] }),
  ]
  expect(shownBy(items, 'hello').map(({ id }) => id)).toEqual(['direct', 'variant'])
  expect(sayAudience(items, 'hello')).toBe('direct: direct says. variant: variant says.')
  expect(sayAudience(items, 'lonely')).toMatch(/^Nobody is shown it yet/)
})

test('a guide is named after what it is called, and like no other', () => {
  expect(idFor('Où est le Café?', [])).toBe('ou-est-le-cafe')
  expect(idFor('Hello', ['hello', 'hello-2'])).toBe('hello-3')
  expect(idFor('你好', [])).toBe('guide')
})

test('what is published with a guide has the name of no other engagement', () => {
  const other = engagement('show-hello', { send: [{ guide: 'other' }] })
  expect(engagementOf('hello', [])).toBe('show-hello')
  expect(engagementOf('hello', [other])).toBe('show-hello-2')
})

test('an engagement goes with its guide only where it shows that guide alone, and nothing else shows it', () => {
  const own = engagement('show-hello-2', { send: [{ guide: 'hello' }] })
  const more = engagement('show-hello', { send: [{ guide: 'hello' }, { email: 'hello' }] })
  const written = engagement('newcomers', { send: [{ guide: 'hello' }] })
  expect(ownEngagement([own], 'hello')).toBe(own)
  for (const items of [[more], [own, written], [written], []]) {
    expect(ownEngagement(items, 'hello')).toBeUndefined()
  }
})
