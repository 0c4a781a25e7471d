import fc from 'fast-check'
import { test } from 'vitest'
import type { Leaf, ObservedEvent } from '../leaf.ts'
import { expectMonoid } from '../testing/expect-monoid.ts'
import { distinctValues } from './distinct-values.ts'

const event: fc.Arbitrary<ObservedEvent> = fc
  .record({ cart: fc.constantFrom('a', 'b', 'c', 'd'), time: fc.nat(2), order: fc.nat(5) })
  .map(({ cart, ...at }) => ({
    type: 'track',
    name: 'Cart Filled',
    path: '',
    properties: { cart },
    ...at,
  }))

test.each([true, false])(
  'what is kept of values seen at one instant does not depend on their order of arrival, with places in the log: %s',
  (isPlaced) => {
    const law = distinctValues('cart', 2, { nameOf: (json) => json, isPlaced })
    expectMonoid(
      { ...law, hash: 'carts', level: 'person', listens: ['*'] } as unknown as Leaf,
      event,
    )
  },
)
