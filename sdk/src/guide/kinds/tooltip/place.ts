import {
  arrow,
  computePosition,
  flip,
  offset,
  type Platform,
  type Rect,
  shift,
} from '@floating-ui/core'
import type { Placement } from '@waymark/schemas'
import { boxOf } from '../../engine/targets/sight.ts'

export interface Parts {
  readonly card: HTMLElement
  readonly arrow: HTMLElement
  readonly spot: HTMLElement | undefined
}

/** Between the card and its target; the arrow stands in it. */
const gap = 12
/** Between the card and the edge of the screen. */
const edge = 8
const spotMargin = 4

/**
 * Floating UI's own DOM platform looks for scroll panes, transforms and containing blocks around the card. A card in the top layer has
 * none of them: its coordinates are the screen's.
 */
const screen: Platform = {
  getElementRects: ({ reference, floating }) => ({
    reference: rectOf(reference),
    floating: { x: 0, y: 0, ...sizeOf(floating) },
  }),
  getDimensions: sizeOf,
  getClippingRect: () => ({
    ...{ x: 0, y: 0 },
    width: document.documentElement.clientWidth,
    height: document.documentElement.clientHeight,
  }),
  isRTL: (card) => getComputedStyle(card).direction === 'rtl',
}

function sizeOf(element: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: element.offsetWidth, height: element.offsetHeight }
}

const rectOf = (element: Element): Rect => {
  const { left, top, width, height } = boxOf(element)
  return { x: left, y: top, width, height }
}

/** Puts the card beside the target: where asked, or on another side where there is room, with its arrow at the target. */
export const place = async (
  target: Element,
  parts: Parts,
  wanted: Placement = 'bottom',
): Promise<void> => {
  const { card, spot } = parts
  const { x, y, placement, middlewareData } = await computePosition(target, card, {
    platform: screen,
    placement: wanted,
    middleware: [
      offset(spot ? gap + spotMargin : gap),
      flip({ padding: edge, crossAxis: false, fallbackAxisSideDirection: 'end' }),
      shift({ padding: edge }),
      arrow({ element: parts.arrow, padding: 12 }),
    ],
  })
  const side = placement.split('-')[0] ?? 'bottom'
  card.dataset.side = side
  const [left, top] = [
    clamp(x, innerWidth - card.offsetWidth),
    clamp(y, innerHeight - card.offsetHeight),
  ]
  move(card, left, top)
  parts.arrow.hidden = Math.abs(top - y) > 1 && (side === 'top' || side === 'bottom')
  const { x: arrowX, y: arrowY } = middlewareData.arrow ?? {}
  Object.assign(parts.arrow.style, {
    ...{ left: pixels(arrowX), top: pixels(arrowY), right: '', bottom: '' },
    [facing[side] ?? 'top']: '-6px',
  })
  if (spot) frame(spot, rectOf(target))
}

/** A screen without room on any side: better over the target than out of sight. */
const clamp = (at: number, most: number): number => Math.max(edge, Math.min(at, most - edge))

const facing: { readonly [side: string]: string } = {
  top: 'bottom',
  bottom: 'top',
  left: 'right',
  right: 'left',
}

const pixels = (length: number | undefined): string =>
  length === undefined ? '' : `${Math.round(length * devicePixelRatio) / devicePixelRatio}px`

const move = (element: HTMLElement, x: number, y: number): void => {
  element.style.left = pixels(x)
  element.style.top = pixels(y)
}

const frame = (spot: HTMLElement, { x, y, width, height }: Rect): void => {
  move(spot, x - spotMargin, y - spotMargin)
  spot.style.width = pixels(width + 2 * spotMargin)
  spot.style.height = pixels(height + 2 * spotMargin)
}
