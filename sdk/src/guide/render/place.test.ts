import type { Placement } from '@waymark/schemas/wire/content'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Place, placeBeside, type Room, type Side } from './place.ts'

const screen = { width: 1280, height: 720 }
const card = { width: 320, height: 150 }
const placed = (more: Partial<Room>): Place =>
  placeBeside({
    target: { left: 600, top: 300, width: 100, height: 40 },
    ...{ card, screen, gap: 12, wanted: 'bottom', rightToLeft: false },
    ...more,
  })

const all = (['top', 'right', 'bottom', 'left'] as const).flatMap((side): Placement[] => [
  ...([side, `${side}-start`, `${side}-end`] as const),
])

describe('the place of a card', () => {
  test.each<[Placement, number, number]>([
    ['top', 490, 138],
    ['top-start', 600, 138],
    ['top-end', 380, 138],
    ['right', 712, 245],
    ['right-start', 712, 300],
    ['right-end', 712, 190],
    ['bottom', 490, 352],
    ['bottom-start', 600, 352],
    ['bottom-end', 380, 352],
    ['left', 268, 245],
    ['left-start', 268, 300],
    ['left-end', 268, 190],
  ])('%s', (wanted, left, top) => {
    expect(placed({ wanted })).toMatchObject({ left, top, side: wanted.split('-')[0] })
  })

  test('start is on the right where people read from there', () => {
    expect(placed({ wanted: 'bottom-start', rightToLeft: true }).left).toBe(380)
    expect(placed({ wanted: 'left-start', rightToLeft: true }).top).toBe(300)
  })

  test.each<[Placement, number, number, Side]>([
    ['bottom', 600, 670, 'top'],
    ['top', 600, 10, 'bottom'],
    ['right', 1200, 300, 'left'],
    ['left', 10, 300, 'right'],
  ])('%s without room turns to the other side', (...[wanted, left, top, side]) => {
    expect(placed({ wanted, target: { left, top, width: 70, height: 40 } }).side).toBe(side)
  })

  test('is on the screen whenever it fits, off its target whenever a side has room, its arrow at the target', () => {
    const box = fc.record({
      left: fc.integer({ min: -50, max: 1300 }),
      top: fc.integer({ min: -50, max: 740 }),
      width: fc.integer({ min: 2, max: 900 }),
      height: fc.integer({ min: 2, max: 500 }),
    })
    const size = fc.record({
      width: fc.integer({ min: 60, max: 400 }),
      height: fc.integer({ min: 60, max: 300 }),
    })
    fc.assert(
      fc.property(box, size, fc.constantFrom(...all), (target, own, wanted) => {
        const { left, top, side, arrow } = placed({ target, card: own, wanted })
        expect(left).toBeGreaterThanOrEqual(8)
        expect(top).toBeGreaterThanOrEqual(8)
        expect(left + own.width).toBeLessThanOrEqual(screen.width - 8)
        expect(top + own.height).toBeLessThanOrEqual(screen.height - 8)
        const apart =
          left >= target.left + target.width ||
          left + own.width <= target.left ||
          top >= target.top + target.height ||
          top + own.height <= target.top
        expect(apart).toBe(arrow !== undefined || apart)
        if (arrow === undefined) return
        const [from, at, length] =
          side === 'top' || side === 'bottom'
            ? [left, target.left, target.width]
            : [top, target.top, target.height]
        const reaches = from + arrow >= at - 20 && from + arrow <= at + length + 20
        const onScreen =
          at + length / 2 > 28 &&
          at + length / 2 < (side === 'top' || side === 'bottom' ? 1252 : 692)
        expect(reaches || !onScreen).toBe(true)
      }),
    )
  })
})
