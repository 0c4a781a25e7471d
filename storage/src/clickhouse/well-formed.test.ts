import type { Json } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wellFormed, wellFormedRows } from './well-formed.ts'

/** Text with halves of characters, backslashes and what looks like an escape. */
const text = fc
  .array(
    fc.constantFrom(
      '\ud83d',
      '\ude00',
      '😀',
      '\\',
      '\\ud800',
      '"',
      'é',
      '\n',
      'u',
      'd800',
      '\u0000',
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
/**
 * V8's JSON.parse (13.6) mistakes a key that is written as an escape for a key of one backslash that it met before, so keys here
 * hold no backslash: it is the reader of this test that could not tell them apart.
 */
const key = text.filter((name) => !name.includes('\\'))
const rows = fc.array(fc.dictionary(key, fc.oneof(text, fc.array(text), fc.integer())), {
  maxLength: 5,
})

const ndjson = (values: readonly Json[]) =>
  Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''))

test('rows and parameters lose their half characters and nothing else', () => {
  fc.assert(
    fc.property(rows, (values) => {
      const lines = Buffer.from(wellFormedRows(ndjson(values)))
        .toString()
        .split('\n')
        .slice(0, -1)
      const seen = lines.map((line): Json => JSON.parse(line))
      expect(seen).toEqual(values.map(wellFormed))
      expect(JSON.stringify(seen)).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/)
    }),
  )
})

test('an escape in capitals is an escape', () => {
  const bytes = Buffer.from(String.raw`{"a":"\uD800","b":"\uD83D\uDE00","c":"\\uD800"}`)
  expect(JSON.parse(Buffer.from(wellFormedRows(bytes)).toString())).toEqual({
    a: '\ufffd',
    b: '😀',
    c: String.raw`\uD800`,
  })
})

test('rows without half characters are passed on, not copied', () => {
  const bytes = ndjson([{ a: 'plain é 😀' }])
  expect(wellFormedRows(bytes)).toBe(bytes)
})
