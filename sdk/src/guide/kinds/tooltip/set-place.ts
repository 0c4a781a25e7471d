import type { Placement } from '@waymark/schemas/wire/content'
import { type Box, boxOf } from '../../engine/targets/sight.ts'
import { placeBeside } from '../../render/place.ts'

export interface Parts {
  readonly card: HTMLElement
  readonly arrow: HTMLElement
  readonly spot: HTMLElement | undefined
}

const gap = 12
const spotMargin = 4
/** Half of the arrow's box, as in the styles. */
const halfArrow = 6.5

/** Moves the card beside the target, its arrow to it and the spotlight onto it. */
export const setPlace = (
  target: Element,
  { card, arrow, spot }: Parts,
  wanted: Placement = 'bottom',
): void => {
  const box = boxOf(target)
  const { clientWidth, clientHeight } = document.documentElement
  const place = placeBeside({
    target: box,
    card: { width: card.offsetWidth, height: card.offsetHeight },
    screen: { width: clientWidth, height: innerHeight || clientHeight },
    wanted,
    gap: spot ? gap + spotMargin : gap,
    rightToLeft: getComputedStyle(card).direction === 'rtl',
  })
  card.dataset.side = place.side
  move(card, place)
  arrow.hidden = place.arrow === undefined
  const upright = place.side === 'top' || place.side === 'bottom'
  const along = pixels((place.arrow ?? 0) - halfArrow)
  arrow.style.left = upright ? along : ''
  arrow.style.top = upright ? '' : along
  if (spot) frame(spot, box)
}

const pixels = (length: number): string =>
  `${Math.round(length * devicePixelRatio) / devicePixelRatio}px`

const move = (element: HTMLElement, { left, top }: Pick<Box, 'left' | 'top'>): void => {
  element.style.left = pixels(left)
  element.style.top = pixels(top)
}

/** By `translate`: its shadow covers the page, and whatever else moves a box counts as a shift of the page's layout. */
const frame = (spot: HTMLElement, { left, top, width, height }: Box): void => {
  spot.style.translate = `${pixels(left - spotMargin)} ${pixels(top - spotMargin)}`
  spot.style.width = pixels(width + 2 * spotMargin)
  spot.style.height = pixels(height + 2 * spotMargin)
}
