import fc from 'fast-check'
import { expect } from 'vitest'
import type { Leaf, ObservedEvent, Summary } from '../leaf.ts'

const summaryOf = (leaf: Leaf, events: readonly ObservedEvent[]): Summary | undefined =>
  events.reduce<Summary | undefined>((summary, event) => leaf.observe(summary, event), undefined)

const merged = (leaf: Leaf, a: Summary | undefined, b: Summary | undefined): Summary | undefined =>
  a && b ? leaf.merge(a, b) : (a ?? b)

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

/**
 * The one law of every leaf: the summary of two lists of events is the merge of their summaries, whatever the order and grouping;
 * it survives being written as JSON, and nothing is changed in place.
 */
export const expectMonoid = (leaf: Leaf, event: fc.Arbitrary<ObservedEvent>): void => {
  const events = fc.array(event, { maxLength: 12 })
  const sum = (list: readonly ObservedEvent[]) => frozen(summaryOf(leaf, list))
  fc.assert(
    fc.property(events, events, events, (a, b, c) => {
      const [x, y, z] = [sum(a), sum(b), sum(c)]
      const all = sum([...a, ...b, ...c])
      expect(merged(leaf, frozen(merged(leaf, x, y)), z)).toEqual(all)
      expect(merged(leaf, x, frozen(merged(leaf, z, y)))).toEqual(all)
      expect(sum([...c, ...b, ...a].toReversed())).toEqual(
        sum([...a.toReversed(), ...b.toReversed(), ...c.toReversed()]),
      )
      expect(sum([...c, ...a, ...b])).toEqual(all)
      if (all) expect(JSON.parse(JSON.stringify(all))).toEqual(all)
    }),
    { numRuns: 300 },
  )
}
