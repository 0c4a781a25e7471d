import { ownTag } from '../guide/engine/targets/sight.ts'
import { mountOver, mountQuietly } from '../guide/render/mount.ts'

/** What the browser has on top of the page now, in the page and in guides, the panel left out. */
const layersBeside = (host: Element): readonly Element[] => {
  const guides = [...document.querySelectorAll(ownTag)].filter((guide) => guide !== host)
  return [document, ...guides.flatMap(({ shadowRoot }) => shadowRoot ?? [])].flatMap((root) => [
    ...root.querySelectorAll(':popover-open,:modal'),
  ])
}

/** Points well inside of the box, where its round corners are no others. */
const pointsOf = ({ left, top, width, height }: DOMRect): readonly (readonly [number, number])[] =>
  [0.1, 0.5, 0.9].flatMap((x) =>
    [0.1, 0.5, 0.9].map((y) => [left + x * width, top + y * height] as const),
  )

const isCovered = (host: Element, panel: Element): boolean => {
  const root = host.getRootNode() as Document | ShadowRoot
  return pointsOf(panel.getBoundingClientRect()).some(([x, y]) => {
    const hit = root.elementFromPoint(x, y)
    return hit !== null && hit !== host
  })
}

/**
 * Keeps the panel above what came up after it, and alive: beside an open modal dialog all is inert, so it goes inside, where no box
 * of the page changes. What lets
 * clicks through (the shade around a target) covers it without being hit, so whatever is new counts as above it.
 */
export const createStayOnTop = (root: ShadowRoot): ((panel: HTMLElement) => void) => {
  const host = root.host as HTMLElement
  let below: ReadonlySet<Element> = new Set()
  let livesIn: Element = document.documentElement
  const isAt = (home: Element): boolean => livesIn === home && host.isConnected
  const move = (home: Element): void => {
    livesIn = home
    if (home === document.documentElement) mountOver(host, false)
    else mountQuietly(home, host)
  }
  const raise = (panel: HTMLElement, home: Element): void => {
    const { activeElement } = root
    const { scrollTop } = panel
    if (!isAt(home)) move(home)
    if (panel.matches(':popover-open')) panel.hidePopover()
    panel.showPopover()
    // Out of sight and back again costs both.
    panel.scrollTop = scrollTop
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true })
  }
  return (panel) => {
    const layers = layersBeside(host)
    const home =
      layers.filter((layer) => layer.matches('dialog:modal')).at(-1) ?? document.documentElement
    const isNew = layers.some((layer) => !below.has(layer))
    const isOpen = isAt(home) && panel.matches(':popover-open')
    below = new Set(layers)
    if (isNew || !isOpen || isCovered(host, panel)) raise(panel, home)
  }
}
