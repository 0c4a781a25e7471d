import type { Placement } from '@waymark/schemas/wire/content'
import type { Box } from '../engine/targets/sight.ts'

export type Side = 'top' | 'right' | 'bottom' | 'left'

export interface Room {
  readonly target: Box
  readonly card: Size
  /** Of the screen. */
  readonly screen: Size
  readonly wanted: Placement
  /** Between the card and its target; the arrow stands in it. */
  readonly gap: number
  readonly rightToLeft: boolean
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Place {
  readonly left: number
  readonly top: number
  readonly side: Side
  /** Where the arrow's middle is, along the card's edge; undefined when the card had to cover its target. */
  readonly arrow: number | undefined
}

/** Between the card and the edge of the screen, as in the styles on a phone. */
const edge = 12
/** Between the arrow's middle and the card's corner. */
const corner = 20

/** In this order, after the wanted side and the one across. */
const sides: readonly Side[] = ['bottom', 'top', 'right', 'left']
const across: { readonly [side in Side]: Side } = {
  ...{ top: 'bottom', bottom: 'top' },
  ...{ left: 'right', right: 'left' },
}

/**
 * Where to put a card beside its target: on the wanted side if there is room, else across, else wherever there is; shifted along the
 * target so that all of it is on the screen. A card in the top layer has no scroll pane, transform or containing block to mind: the
 * screen alone is its limit. Pure.
 */
export const placeBeside = (room: Room): Place => {
  const { target, card, screen, gap } = room
  const [wantedSide = 'bottom', alignment = ''] = room.wanted.split('-')
  const first = sides.find((each) => each === wantedSide) ?? 'bottom'
  const spare = (side: Side): number => spareOn(side, room)
  const order = [first, across[first], ...sides]
  const side =
    order.find((each) => spare(each) >= 0) ??
    order.reduce((best, each) => (spare(each) > spare(best) ? each : best))

  const upright = side === 'top' || side === 'bottom'
  const along = alongTarget(room, upright, alignment)
  const beyond = {
    top: target.top - gap - card.height,
    bottom: target.top + target.height + gap,
    left: target.left - gap - card.width,
    right: target.left + target.width + gap,
  }[side]
  const left = clamp(upright ? along : beyond, screen.width - card.width)
  const top = clamp(upright ? beyond : along, screen.height - card.height)
  const shifted = Math.abs((upright ? top : left) - beyond) > 1
  const middle = upright
    ? target.left + target.width / 2 - left
    : target.top + target.height / 2 - top
  const length = upright ? card.width : card.height
  const arrow = Math.max(corner, Math.min(middle, length - corner))
  return { left, top, side, arrow: shifted ? undefined : arrow }
}

/** What is left over on that side, or (negative) what is missing. */
const spareOn = (side: Side, { target, card, screen, gap }: Room): number => {
  const has = {
    top: target.top,
    bottom: screen.height - target.top - target.height,
    left: target.left,
    right: screen.width - target.left - target.width,
  }[side]
  return has - gap - edge - (side === 'top' || side === 'bottom' ? card.height : card.width)
}

const alongTarget = (
  { target, card, rightToLeft }: Room,
  upright: boolean,
  alignment: string,
): number => {
  const [from, length, own] = upright
    ? [target.left, target.width, card.width]
    : [target.top, target.height, card.height]
  if (!alignment) return from + (length - own) / 2
  const atStart = (alignment === 'start') !== (upright && rightToLeft)
  return atStart ? from : from + length - own
}

/** A screen too small for the card shows its beginning. */
const clamp = (at: number, most: number): number => Math.max(edge, Math.min(at, most - edge))
