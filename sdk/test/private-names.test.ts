import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { privateNames, shortened } from '../scripts/private-names.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (patterns: readonly string[]): string => {
  const files = globSync(
    patterns.map((pattern) => join(root, pattern)),
    { exclude: ['**/*.test.ts'] },
  )
  return files.map((file) => readFileSync(file, 'utf8')).join('\n')
}

/** Whole words outside of comments. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').match(/\w+/g))

test('a name that the build shortens is none of what is sent, or of what pages call', () => {
  const others = wordsOf(textOf(['schemas/src/wire/*.ts', 'schemas/src/json.ts', 'sdk/src/api.ts']))
  expect(others).toContain('anonymousId')
  expect(privateNames.filter((name) => others.has(name))).toEqual([])
})

test('nor of what is stored or told to other tabs', () => {
  const shared = wordsOf(textOf(['sdk/src/core/{event-store,tabs,consent}.ts']))
  const privateThere = ['maxBytes', 'maxAgeMs', 'privacySignal']
  expect(privateNames.filter((name) => shared.has(name) && !privateThere.includes(name))).toEqual(
    [],
  )
})

test('each is shortened to a name of its own', () => {
  const short = Object.values(shortened())
  expect(new Set(short).size).toBe(privateNames.length)
  expect(short.filter((name) => !/^[A-Z]{1,2}$/.test(name))).toEqual([])
})

test('nor of what `waymark verify` calls in a page', () => {
  const called = wordsOf(textOf(['sdk/src/targets-file-entry.ts']))
  expect(called).toContain('isOnPage')
  expect(privateNames.filter((name) => called.has(name))).toEqual([])
})

test('nor of what a button names, to be looked up by that word', () => {
  const named = textOf(['sdk/src/**/*.tsx']).matchAll(/data-do="(\w+)"/g)
  const words = new Set([...named].map(([, word]) => word))
  expect(words).toContain('fold')
  expect(privateNames.filter((name) => words.has(name))).toEqual([])
})
