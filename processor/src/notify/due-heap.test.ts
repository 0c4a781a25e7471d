import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDueHeap } from './due-heap.ts'

test('whatever order deliveries come in, the earliest leaves first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (dues) => {
      const heap = createDueHeap<{ readonly due: number }>()
      for (const due of dues) heap.push({ due })
      const left = dues.map(() => heap.pop()?.due)
      expect(left).toEqual([...dues].sort((a, b) => a - b))
      expect(heap.pop()).toBeUndefined()
    }),
  )
})
