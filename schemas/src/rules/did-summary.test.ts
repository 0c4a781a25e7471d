import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DidSummary, mergeDid, observe } from './did-summary.ts'

const keep = 4
const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 })
const summaryOf = (list: readonly number[]): DidSummary | undefined =>
  list.reduce<DidSummary | undefined>((summary, time) => observe(summary, time, keep), undefined)

test('a summary of two lists of events is the merge of their summaries, whatever the order', () => {
  fc.assert(
    fc.property(times, times, (a, b) => {
      const merged = mergeDid(summaryOf(a), summaryOf(b), keep)
      expect(merged).toEqual(summaryOf([...a, ...b]))
      expect(merged).toEqual(mergeDid(summaryOf(b), summaryOf(a), keep))
      expect(summaryOf([...a, ...b].sort((x, y) => y - x))).toEqual(merged)
    }),
  )
})

test('merging is associative', () => {
  fc.assert(
    fc.property(times, times, times, (a, b, c) => {
      const [x, y, z] = [summaryOf(a), summaryOf(b), summaryOf(c)]
      expect(mergeDid(mergeDid(x, y, keep), z, keep)).toEqual(
        mergeDid(x, mergeDid(y, z, keep), keep),
      )
    }),
  )
})
