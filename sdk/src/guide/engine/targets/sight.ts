import { isGroupRole, roleOf } from './accessible.ts'
import type { Sight } from './choose.ts'
import { parentOf } from './traits.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where the element is on the page's screen, also from inside same-origin frames. */
export const boxOf = (element: Element, rectOf = wholeRectOf): Box => {
  let { left, top, width, height } = rectOf(element)
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const outer = frame.getBoundingClientRect()
    left += outer.left + frame.clientLeft
    top += outer.top + frame.clientTop
  }
  return { left, top, width, height }
}

const wholeRectOf = (element: Element): DOMRect => element.getBoundingClientRect()

/** Of a link that is broken over two lines, the longer: in the middle of the whole may be something else. */
const mainRectOf = (element: Element): DOMRect =>
  [...element.getClientRects()].reduce(
    (most, each) => (each.width * each.height > most.width * most.height ? each : most),
    new DOMRect(),
  )

const frameOf = (element: Element): Element | null => {
  try {
    return element.ownerDocument.defaultView?.frameElement ?? null
  } catch {
    return null
  }
}

/** Is `outer` the element, or around it, through shadow roots and frames? */
export const isAround = (outer: Element, inner: Element): boolean => {
  for (let each: Element | null = inner; each; each = parentOf(each))
    if (each === outer) return true
  return false
}

/** What lies on top at this point of the screen, down through shadow roots and same-origin frames. */
export const topmostAt = (x: number, y: number): Element | null => {
  let [left, top] = [x, y]
  let hit = document.elementFromPoint(x, y)
  for (let deeper: Element | null = hit; deeper && hit && !isOwn(hit); ) {
    const frame = frameDocument(hit)
    if (frame) {
      const outer = hit.getBoundingClientRect()
      left -= outer.left + hit.clientLeft
      top -= outer.top + hit.clientTop
    }
    deeper = (frame ?? hit.shadowRoot)?.elementFromPoint(left, top) ?? null
    if (deeper === hit) break
    if (deeper) hit = deeper
  }
  return hit
}

/** The element that guides are drawn in. */
export const ownTag = 'waymark-guide'

export const isOwn = (element: Element): boolean => element.localName === ownTag

export const frameDocument = (element: Element): Document | null => {
  try {
    return element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null
  } catch {
    return null
  }
}

const points = [
  [0.5, 0.5],
  [0.2, 0.25],
  [0.8, 0.25],
  [0.2, 0.75],
  [0.8, 0.75],
] as const

/** Can a person see and reach it? What lies under something else counts as away. */
export const sightOf = (element: Element): Sight => {
  const box = boxOf(element, mainRectOf)
  if (!element.isConnected || !isStyledVisible(element)) return 'hidden'
  if (box.width < 2 || box.height < 2) return 'zero_size'
  const onScreen = points
    .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y] as const)
    .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
  if (onScreen.length === 0) return 'offscreen'
  const free = onScreen.filter(([x, y]) => reaches(element, topmostAt(x, y))).length
  return free * 2 >= onScreen.length ? 'seen' : 'occluded'
}

const fields =
  'input:not([type=hidden]),select,textarea,[role=combobox],[role=slider],[role=switch]'

/** Of the page alone: what is there for no one but a form, or for browsers without the script, does not count. */
export const fieldsIn = (element: Element): readonly Element[] =>
  [...element.querySelectorAll(fields)].filter(
    (each) => !each.matches('[tabindex="-1"],[aria-hidden=true],[aria-hidden=true] *'),
  )

/** Higher than any one field. */
export const fieldHeight = 100

/**
 * What a person sees of a field: itself, or, where a library hides it (or lays the chosen value over it) and draws another, the
 * nearest box around it that can be seen and is of no other field.
 */
export const drawnOf = (element: Element): Element => {
  // Not laid out, nothing is drawn for it either.
  if (!element.matches(fields) || element.checkVisibility?.() === false) return element
  for (let around: Element | null = element; around; around = parentOf(around)) {
    if (/^(seen|offscreen)$/.test(sightOf(around))) return around
    const box = parentOf(around)
    if (!box || isGroupRole(roleOf(box) ?? '') || fieldsIn(box).length > 1) break
    if (boxOf(box).height > fieldHeight) break
  }
  return element
}

const isStyledVisible = (element: Element): boolean => {
  if (element.getClientRects().length === 0) return element.isConnected && hasBoxlessSize(element)
  // A checkbox that libraries draw themselves lies over the drawing, transparent.
  const drawn = element.matches('input') ? (element.parentElement ?? element) : element
  const visible = drawn.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true
  return visible && !element.closest('[inert]')
}

/** No box at all is "hidden" (`display: none`); `display: contents` has none either, and no size to point at. */
const hasBoxlessSize = (element: Element): boolean => getComputedStyle(element).display !== 'none'

/** A disabled control may let the pointer through to what is around it; that is no cover. */
const reaches = (element: Element, hit: Element | null): boolean => {
  if (!hit) return false
  if (isAround(element, hit) || isOwn(hit)) return true
  return isAround(hit, element) && getComputedStyle(element).pointerEvents === 'none'
    ? !element.closest('[aria-hidden=true]')
    : isLabelOf(hit, element)
}

const isLabelOf = (hit: Element, element: Element): boolean =>
  hit.closest('label')?.control === element
