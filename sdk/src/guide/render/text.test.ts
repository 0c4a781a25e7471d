import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asWritten, directionOf, pickLocale, textFor } from './text.ts'

describe('a text for a person', () => {
  const texts = { en: 'Hello', de: 'Hallo', 'pt-BR': 'Olá' }
  test.each([
    ['de', 'de'],
    ['de-CH', 'de'],
    ['DE', 'de'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['fr', 'en'],
    ['', 'en'],
  ])('for %s is taken from %s', (locale, taken) => {
    expect(pickLocale(texts, locale)).toBe(taken)
  })

  test.each([
    ['Hi {{name | there}}!', { name: 'Anna' }, 'Hi Anna!'],
    ['Hi {{name | there}}!', {}, 'Hi there!'],
    ['Hi {{name | there}}!', { name: '' }, 'Hi there!'],
    ['Hi {{ name }}!', {}, 'Hi !'],
    ['{{a}}{{b|}}{{c|x y }}', { a: '1' }, '1x y'],
    ['{{constructor|none}} {{__proto__|none}}', {}, 'none none'],
    ['{{name}}', { name: '{{other}}' }, '{{other}}'],
    ['{{ not closed', { not: 'x' }, '{{ not closed'],
  ])('%s with %j is "%s"', (text, values, expected) => {
    expect(textFor(text, { locale: 'en', values: values as Record<string, string> })).toBe(expected)
  })

  test('without tokens comes out as it went in, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'))
        expect(textFor(text, { locale: 'en', values: {} })).toBe(text)
      }),
    )
  })

  test('runs in the direction of the language that was taken', () => {
    expect(directionOf([{ en: 'a', he: 'ב' }], 'he-IL')).toEqual({ dir: 'rtl', lang: 'he' })
    expect(directionOf([{ en: 'a', he: 'ב' }], 'fr')).toEqual({ dir: 'ltr', lang: 'en' })
    expect(directionOf(['plain'], 'he')).toEqual({ dir: 'auto', lang: undefined })
  })

  test('is recorded as it was written, with nothing personal in it', () => {
    expect(asWritten({ en: 'Go on, {{name}}', de: 'Weiter' })).toBe('Go on, {{name}}')
  })
})
