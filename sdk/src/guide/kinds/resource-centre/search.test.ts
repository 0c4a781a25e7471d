import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFound, plain } from './search.ts'

test.each([
  ['Create a product', 'prod', true],
  ['Create a product', 'PRODUCT create', true],
  ['Create a product', 'product delete', false],
  ['Rechnungen prüfen', 'pruf', true],
  ['Café', 'cafe', true],
  ['أهلاً', 'اهل', true],
  ['Create a product', '', true],
  ['Create a product', '   ', true],
])('"%s" is found by "%s": %s', (text, typed, found) => {
  expect(isFound(plain(text), typed)).toBe(found)
})

test('a text is found by every part of itself', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), fc.nat(20), (text, from, length) => {
      expect(isFound(plain(text), plain(text).slice(from, from + length))).toBe(true)
    }),
  )
})
