import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOnPage, matchesPattern } from './url-pattern.ts'

const at = (path: string): string => `https://app.example.com${path}`

describe('a URL pattern', () => {
  test.each([
    ['/products', '/products', true],
    ['/products', '/products/', true],
    ['/products/', '/products?tab=1#x', true],
    ['/products', '/products/1', false],
    ['/products/*', '/products/1', true],
    ['/products/*', '/products/1/edit', false],
    ['/products/**', '/products/1/edit', true],
    ['/products/*/edit', '/products/1/edit', true],
    ['/', '/', true],
    ['/', '/products', false],
    ['**', '/anything/at/all', true],
    ['/a.c', '/abc', false],
    ['/search?q=*', '/search?q=shoes', true],
    ['/search?q=*', '/search', false],
    ['/app#/people', '/app#/people', true],
    ['https://app.example.com/products', '/products', true],
    ['https://*.example.com/**', '/products', true],
    ['https://other.example.com/**', '/products', false],
    ['*://app.example.com/**', '/products', false],
  ])('%s at %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, at(path))).toBe(expected)
  })

  test('agrees with the obvious regular expression, and never takes long', () => {
    const parts = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '.'), { maxLength: 12 })
    const path = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 12 })
    fc.assert(
      fc.property(parts, path, (pattern, subject) => {
        const [glob, text] = [`/x${pattern.join('')}`, `/x${subject.join('')}`]
        const { pathname } = new URL(at(text))
        const source = glob
          .replace(/(.)\/$/, '$1')
          .replaceAll(
            /\*\*|\*|\./g,
            (each) => ({ '**': '.*', '*': '[^/]*', '.': '\\.' })[each] ?? each,
          )
        const expected = new RegExp(`^${source}$`).test(pathname.replace(/(.)\/$/, '$1'))
        expect(matchesPattern(glob, at(text))).toBe(expected)
      }),
    )
    const start = performance.now()
    expect(matchesPattern(`/${'*a'.repeat(200)}`, at(`/${'a'.repeat(2000)}b`))).toBe(false)
    expect(performance.now() - start).toBeLessThan(2000)
  })

  test('an excluded page is no page of the guide, whatever else fits', () => {
    const trigger = { url: ['/products/**', '/people'], 'not-url': '/products/secret' }
    expect(isOnPage(trigger, at('/products/1'))).toBe(true)
    expect(isOnPage(trigger, at('/people'))).toBe(true)
    expect(isOnPage(trigger, at('/products/secret'))).toBe(false)
    expect(isOnPage(trigger, at('/home'))).toBe(false)
    expect(isOnPage({}, at('/home'))).toBe(true)
  })
})
