import { isAround, isOwn } from '../engine/targets/sight.ts'

export interface Neighbours {
  /** The last stop of Tab at or before the target. */
  readonly before: HTMLElement | undefined
  /** The first one behind it. */
  readonly after: HTMLElement | undefined
}

/** Where Tab comes from and goes to around the target, in the order of the page; through open shadow roots. */
export const neighboursOf = (target: Element, scope: Element): Neighbours => {
  let before: HTMLElement | undefined
  let after: HTMLElement | undefined
  let first: HTMLElement | undefined
  let passed = false
  for (const element of deep(scope)) {
    if (element === target) passed = true
    if (!isTabStop(element)) continue
    first ??= element
    if (!passed || isAround(target, element)) before = element
    else after ??= element
  }
  return { before, after: after ?? first }
}

/** Stops of Tab within, in order. */
export const tabStopsIn = (scope: Element): readonly HTMLElement[] =>
  [...deep(scope)].filter(isTabStop)

/** As the eye sees it: what stands in a slot is there, not where it is written. */
function* deep(scope: Element): Iterable<Element> {
  const slotted = scope instanceof HTMLSlotElement ? scope.assignedElements() : []
  for (const element of slotted[0] ? slotted : (scope.shadowRoot ?? scope).children) {
    if (isOwn(element)) continue
    yield element
    yield* deep(element)
  }
}

const isTabStop = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.tabIndex >= 0 &&
  !element.matches(':disabled,a:not([href]),area:not([href]),[inert] *,input[type=hidden]') &&
  element.getClientRects().length > 0 &&
  getComputedStyle(element).visibility === 'visible'

/** What has focus, down through open shadow roots. */
export const focusedElement = (): Element | null => {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}
