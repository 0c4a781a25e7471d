import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDueHeap, type Due } from './due-heap.ts'

test('whatever order deliveries come in, the earliest leaves first', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ due: fc.nat(9), order: fc.nat(99) })), (jobs) => {
      const heap = createDueHeap<Due>()
      for (const job of jobs) heap.push(job)
      const left = jobs.map(() => heap.pop())
      expect(left).toEqual(jobs.toSorted((a, b) => a.due - b.due || a.order - b.order))
      expect(heap.pop()).toBeUndefined()
    }),
  )
})
