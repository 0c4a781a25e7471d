import { expect, test } from 'vitest'
import { hasChanged } from './has-changed.ts'

const upTo = (most: number): readonly number[] => Array.from({ length: most }, (_, i) => i + 1)

test('a drop by any whole share holds at its very edge and not one short of it', () => {
  for (const by of upTo(100)) {
    expect([by, hasChanged(100, 100 - by, -by)]).toEqual([by, true])
    expect([by, hasChanged(100, 100 - by + 1, -by)]).toEqual([by, false])
    expect([by, hasChanged(1000, 10 * (100 - by) + 1, -by)]).toEqual([by, false])
  }
})

test('a rise by any whole share holds at its very edge and not one short of it', () => {
  for (const by of upTo(9999)) {
    expect([by, hasChanged(100, 100 + by, by)]).toEqual([by, true])
    expect([by, hasChanged(100, 100 + by - 1, by)]).toEqual([by, false])
  }
})

test('of all numbers up to a hundred the largest share that it fell by is the one that exact fractions give', () => {
  for (const earlier of upTo(100)) {
    for (const later of [0, ...upTo(earlier - 1)]) {
      const most = Math.max(0, ...upTo(100).filter((by) => hasChanged(earlier, later, -by)))
      expect([earlier, later, BigInt(most)]).toEqual([
        earlier,
        later,
        (100n * BigInt(earlier - later)) / BigInt(earlier),
      ])
    }
  }
})
