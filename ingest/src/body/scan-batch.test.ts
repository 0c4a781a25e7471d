import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nestingDepth, scanBatch } from './scan-batch.ts'

const slices = (bytes: Buffer): readonly string[] => {
  const { ranges } = scanBatch(bytes)
  return Array.from({ length: ranges.length / 2 }, (_, i) =>
    bytes.toString('utf8', ranges[2 * i], ranges[2 * i + 1]),
  )
}

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0

/** JSON as strange clients write it: with spaces between tokens, and any character escaped or not. */
const written = (value: unknown, space: string): string => JSON.stringify(value, null, space)

const json = fc.jsonValue({ maxDepth: 5 })
const bodies = fc.record({
  before: fc.dictionary(fc.string(), json),
  batch: fc.array(json, { maxLength: 6 }),
  after: fc.dictionary(fc.string(), json),
  space: fc.constantFrom('', ' ', '\t', '\n  '),
})

test('each element of a batch parses to what JSON.parse finds in its place', () => {
  fc.assert(
    fc.property(bodies, ({ before, batch, after, space }) => {
      const { batch: _, ...rest } = { ...before, ...after }
      const body = { ...rest, batch, zz: { batch: [1] } }
      const bytes = Buffer.from(written(body, space))
      const found = slices(bytes).map((text) => JSON.parse(text))
      expect(found).toEqual((JSON.parse(bytes.toString()) as typeof body).batch)
      expect(scanBatch(bytes).depths).toEqual(batch.map(depthOf))
    }),
    { numRuns: 500 },
  )
})

test('the nesting of any JSON is measured', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom('', ' '), (value, space) => {
      const bytes = Buffer.from(written({ value, batch: value }, space))
      expect(nestingDepth(scanBatch(bytes))).toBe(depthOf(JSON.parse(bytes.toString())))
    }),
  )
})

test('takes the last batch where there are several, as JSON.parse does', () => {
  const text = '{"batch":[1,2],"x":"batch","batch":[{"a":"]"} , 3 ]}'
  expect(slices(Buffer.from(text))).toEqual(['{"a":"]"}', '3'])
  expect(slices(Buffer.from('{"batch":[1],"batch":{"batch":[2]}}'))).toEqual([])
})

test('comes to an end on text that is not JSON', () => {
  const bit = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    'batch',
    '"batch":[',
    ' ',
    '1',
  )
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 40 }), (bits) => {
      const bytes = Buffer.from(bits.join(''))
      const { ranges, depths } = scanBatch(bytes)
      expect(ranges).toHaveLength(depths.length * 2)
    }),
    { numRuns: 5000 },
  )
})

test('says when a key of the body is written with an escape', () => {
  expect(scanBatch(Buffer.from('{"b\\u0061tch":[1]}')).unclear).toBe(true)
  expect(scanBatch(Buffer.from('{"batch":["\\u0061"],"a":"\\\\"}')).unclear).toBe(false)
})

test('finds elements after characters of several bytes', () => {
  expect(slices(Buffer.from('{"ключ":"значение 🎉","batch":[{"é":"🎉"},"ü"]}'))).toEqual([
    '{"é":"🎉"}',
    '"ü"',
  ])
})
