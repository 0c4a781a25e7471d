import type { FlowPart } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeFlow } from './merge-flows.ts'

const steps = ['hello', 'pause', 'stuck']
const instant = fc.integer({ min: 1, max: 9 })

const place = fc
  .record({
    nth: fc.integer({ min: 0, max: 3 }),
    in: fc.option(instant, { nil: undefined }),
    entered: fc.option(instant, { nil: undefined }),
    left: fc.option(instant, { nil: undefined }),
    seen: fc.option(fc.tuple(instant, instant), { nil: undefined }),
    by: fc.option(fc.tuple(instant, instant), { nil: undefined }),
    at: fc.option(fc.record({ place: fc.nat(2), since: instant }), { nil: undefined }),
  })
  .map(({ at, ...rest }) => {
    const stands = at && { step: steps[at.place] ?? '', ...at }
    return JSON.parse(JSON.stringify({ ...rest, at: stands })) as FlowPart
  })

/** A place by itself, or several under keys. */
const part: fc.Arbitrary<FlowPart> = fc
  .record({ whole: place, keys: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), place) })
  .map(({ whole, keys }) => (Object.keys(keys).length > 0 ? { nth: 0, keys: { ...keys } } : whole))

test('Histories of the same person give the same position in whatever order they arrive', () => {
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.boolean(), ([a, b, c], isOnce) => {
      const merge = (x: FlowPart, y: FlowPart) => mergeFlow(x, y, isOnce)
      expect(merge(a, b)).toEqual(merge(b, a))
      expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
      expect(merge(a, a)).toEqual(a)
    }),
    { numRuns: 2000 },
  )
})

test('The further position stays, and of equal ones that of who has stood there longer', () => {
  const at = (place: number, since: number): FlowPart => ({
    nth: 1,
    at: { step: steps[place] ?? '', place, since },
  })
  expect(mergeFlow(at(0, 1), at(1, 5), true).at).toEqual(at(1, 5).at)
  expect(mergeFlow(at(1, 7), at(1, 5), true).at).toEqual(at(1, 5).at)
})

test('Whoever is through has come furthest where nobody may enter again; else whoever is in it', () => {
  const through: FlowPart = { nth: 1, left: 4 }
  const within: FlowPart = { nth: 1, at: { step: 'hello', place: 0, since: 3 } }
  expect(mergeFlow(through, within, true).at).toBeUndefined()
  expect(mergeFlow(through, within, false).at).toEqual(within.at)
})
