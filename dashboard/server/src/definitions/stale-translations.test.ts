import { type Definition, parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { sayStale, staleTranslations } from './stale-translations.ts'

const guide = (heading: unknown, more: readonly unknown[] = []): Definition => {
  const parsed = parseDefinition({
    ...{ kind: 'guide', id: 'welcome', type: 'modal' },
    steps: [{ content: [{ heading }, ...more] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.definition
}

const first = guide({ en: 'Hello', de: 'Hallo', fr: 'Bonjour' })
const stale = [
  { locale: 'de', text: 'Hallo', of: 'Hello' },
  { locale: 'fr', text: 'Bonjour', of: 'Hello' },
]

test('a translation is stale once its text has changed and it has not', () => {
  const changed = guide({ en: 'Welcome back', de: 'Willkommen zurück', fr: 'Bonjour' })
  expect(staleTranslations({ definition: first }, changed)).toEqual([stale[1]])
  expect(staleTranslations({ definition: first }, first)).toEqual([])
  expect(staleTranslations(undefined, first)).toEqual([])
})

test('it stays so over later versions, until it is written anew or the text is what it was', () => {
  const changed = guide({ en: 'Hi', de: 'Hallo', fr: 'Bonjour' })
  const found = staleTranslations({ definition: first }, changed)
  expect(found).toEqual(stale)
  const later = guide({ en: 'Hi', de: 'Hallo', fr: 'Salut' }, [{ text: 'More' }])
  expect(staleTranslations({ definition: changed, stale: found }, later)).toEqual([stale[0]])
  expect(staleTranslations({ definition: changed, stale: found }, first)).toEqual([])
})

test('a text that moved elsewhere in the guide, and an image, are no change of text', () => {
  const image = { image: { src: 'https://a.example/a.png', alt: 'A' } }
  const other = { image: { src: 'https://a.example/b.png', alt: 'A' } }
  const before = guide('Title', [image, { text: { en: 'Hello', de: 'Hallo' } }])
  const after = guide('Title', [{ text: { en: 'Hello', de: 'Hallo' } }, other])
  expect(staleTranslations({ definition: before }, after)).toEqual([])
})

test('is told in a sentence', () => {
  expect(sayStale(stale)).toBe(
    ' Translated from a text that has changed since: de "Hallo" and 1 more.',
  )
  expect(sayStale([])).toBe('')
})
