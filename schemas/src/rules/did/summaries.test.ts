import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHash } from '../../content-hash.ts'
import { expectMonoid } from '../testing/expect-monoid.ts'
import { compiled, eventOf, readRule } from '../testing/read-rule.ts'
import { isTrue } from '../verdict.ts'

const hourMs = 3_600_000

/** Few instants and values, so that ties and repetitions are common. */
const event = fc
  .record({
    name: fc.constantFrom('A', 'B'),
    hours: fc.integer({ min: 0, max: 90 }),
    order: fc.integer({ min: 0, max: 3 }),
    v: fc.constantFrom(
      'x',
      'y',
      'z',
      1,
      '1',
      true,
      null,
      'a text that is longer than what is kept as it is',
    ),
  })
  .map(({ hours, v, ...rest }) => eventOf({ ...rest, time: hours * hourMs, properties: { v } }))

test.each([
  { event: 'A' },
  { event: 'A', count: { gte: 3 }, within: '7d' },
  { event: 'A', first: true, within: '7d' },
  { event: 'A', count: { gte: 3 }, on: 'day' },
  { event: 'A', count: { gte: 3 }, on: 'week', last: 2 },
  { event: 'A', distinct: 'v', count: { gte: 2 } },
  { event: 'A', distinct: 'v', count: { lte: 1 }, within: '2d' },
  { event: 'A', count: { eq: 2 }, since: { event: 'B', where: { v: { eq: 'x' } } } },
])('what is kept for %j does not depend on the order in which events arrive', (did) => {
  const { leaves } = compiled({ did })
  expect(leaves.size).toBe('since' in did ? 2 : 1)
  for (const leaf of leaves.values()) expectMonoid(leaf, event)
})

test('a value that is no text, number or truth value is not counted, and 1 is not "1"', () => {
  const values = [1, '1', true, null, ['1'], { a: 1 }, 1]
  const history = values.map((v, i) => ({ name: 'A', time: i, properties: { v } }))
  const says = (n: number): boolean =>
    isTrue(readRule({ did: { event: 'A', distinct: 'v', count: { eq: n } } }, history)(10))
  expect([2, 3, 4].map(says)).toEqual([false, true, false])
})

test('two long texts are two values', () => {
  const long = 'https://example.com/reports/annual/2026/'
  const history = ['a', 'b', 'a'].map((end, i) => ({
    name: 'A',
    time: i,
    properties: { url: `${long}${end}` },
  }))
  const says = readRule({ did: { event: 'A', distinct: 'url', count: { eq: 2 } } }, history)
  expect(isTrue(says(10))).toBe(true)
})

test('two rules about the same events share what is kept of them', () => {
  const { leaves } = compiled({
    any: [
      { did: { event: 'A', within: '7d' } },
      { did: { event: 'A', within: '30d' } },
      { did: { event: 'A', count: { gte: 1 }, within: '1d' } },
    ],
  })
  expect(leaves.size).toBe(1)
})

test('what was counted before these options existed is found again: a count keeps its name', () => {
  const names = (did: object): readonly string[] => [...compiled({ did }).leaves.keys()]
  const level = 'person'
  expect(names({ event: 'A' })).toEqual([contentHash({ event: 'A', keep: 1, level })])
  const where = { x: { gte: 2 } }
  expect(names({ page: '/p', where, count: { gte: 3 }, within: '7d' })).toEqual([
    contentHash({ page: '/p', where, keep: 4, level }),
  ])
})
