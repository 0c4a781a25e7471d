/** An element that the page has fixed to the edge where the banner stands now. */
interface Moved {
  readonly element: HTMLElement
  readonly value: string
  readonly priority: string
  readonly set: string
}

/**
 * The banner is in the page's flow and pushes it; what the page has fixed to that edge (a header that stays) does not move with the
 * flow, so it is moved by the banner's height, and put back. What the page itself changes meanwhile stays as the page wants it.
 */
export const makeRoom = (surface: HTMLElement, side: 'top' | 'bottom'): (() => void) => {
  let moved: readonly Moved[] = []
  const putBack = (): void => {
    for (const { element, value, priority, set } of moved) {
      if (element.style.getPropertyValue(side) !== set) continue
      element.style.setProperty(side, value, priority)
      if (!element.getAttribute('style')) element.removeAttribute('style')
    }
    moved = []
  }
  const fit = (): void => {
    putBack()
    surface.style.position = ''
    if (side === 'bottom') reachDown(surface)
    else if (isOutOfReach()) {
      surface.style.position = 'fixed'
      return
    }
    const { height } = surface.getBoundingClientRect()
    moved = fixedAt(side, height).map((element) => move(element, side, height))
  }
  const sizes = new ResizeObserver(fit)
  sizes.observe(surface)
  // An app that comes later, too.
  sizes.observe(document.body)
  if (side === 'bottom') {
    // Where it stands takes no room of the page, so no page grows or shrinks because of it.
    sizes.observe(document.documentElement)
    addEventListener('resize', fit)
  }
  return () => {
    sizes.disconnect()
    removeEventListener('resize', fit)
    putBack()
  }
}

/** Of a page that never scrolls, what was pushed over the edge of the window could not be seen: the banner lies over it instead. */
const isOutOfReach = (): boolean => {
  const { documentElement: root, body } = document
  const { overflowY } = getComputedStyle(root)
  const ofWindow = overflowY === 'visible' ? getComputedStyle(body).overflowY : overflowY
  return /hidden|clip/.test(ofWindow) && root.scrollHeight > root.clientHeight
}

/** The flow of a page that is shorter than the window ends above its edge. */
const reachDown = (surface: HTMLElement): void => {
  const { style } = surface
  style.position = ''
  style.top = ''
  const gap = document.documentElement.clientHeight - surface.getBoundingClientRect().bottom
  if (gap <= 0) return
  style.position = 'relative'
  style.top = `${gap}px`
}

const move = (element: HTMLElement, side: 'top' | 'bottom', height: number): Moved => {
  const value = element.style.getPropertyValue(side)
  const priority = element.style.getPropertyPriority(side)
  const from = Number.parseFloat(getComputedStyle(element)[side]) || 0
  element.style.setProperty(side, `${from + height}px`, 'important')
  return { element, value, priority, set: element.style.getPropertyValue(side) }
}

/** What lies along the edge, fixed or sticking to it: found by looking there, for a page has many elements. */
const fixedAt = (side: 'top' | 'bottom', height: number): readonly HTMLElement[] => {
  const found = new Set<HTMLElement>()
  for (const share of [0.02, 0.25, 0.5, 0.75, 0.98]) {
    for (const depth of [1, height / 2, height + 1]) {
      const y = side === 'top' ? depth : innerHeight - depth
      for (const element of document.elementsFromPoint(innerWidth * share, y)) {
        if (element instanceof HTMLElement && sticksTo(element, side, height)) found.add(element)
      }
    }
  }
  return [...found].filter(
    (each) => ![...found].some((other) => other !== each && other.contains(each)),
  )
}

const sticksTo = (element: HTMLElement, side: 'top' | 'bottom', height: number): boolean => {
  const { position, [side]: offset } = getComputedStyle(element)
  const from = Number.parseFloat(offset)
  return (position === 'fixed' || position === 'sticky') && from >= 0 && from < height
}
