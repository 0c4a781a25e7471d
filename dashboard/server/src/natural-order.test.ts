import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naturalOrder } from './natural-order.ts'

test('ids were listed as text: 0, 1, 10, 100, 2', () => {
  expect(['10', '100', '0', '2', '1'].toSorted(naturalOrder)).toEqual(['0', '1', '2', '10', '100'])
  expect(['step-10', 'step-9', 'b', 'a'].toSorted(naturalOrder)).toEqual([
    'a',
    'b',
    'step-9',
    'step-10',
  ])
})

test('whatever comes first, the order is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 6 })), (ids) => {
      expect([...ids].reverse().toSorted(naturalOrder)).toEqual(ids.toSorted(naturalOrder))
    }),
  )
})
