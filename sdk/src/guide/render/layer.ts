import { ownTag } from '../engine/targets/sight.ts'
import { parentOf } from '../engine/targets/traits.ts'

/**
 * Where a guide is drawn: a shadow root (open, so that axe and people's tools can look into it; the core's capture ignores it by
 * `data-wm-ignore`, and a closed one would keep nobody out) with one surface in the browser's top layer.
 */
export interface Layer {
  readonly host: HTMLElement
  readonly surface: HTMLElement
  /** Puts the surface on top, where the target's dialog or popover lets it live. Cheap when it is there already. */
  open(target: Element): void
  /** Where Tab goes round: the dialog or popover that the guide lives in, or the page. */
  scope(): Element
  close(): void
}

export const createLayer = (sheet: CSSStyleSheet): Layer => {
  const host = document.createElement(ownTag)
  host.setAttribute('data-wm-ignore', '')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  const surface = document.createElement('div')
  surface.className = 'surface'
  surface.popover = 'manual'
  root.append(surface)
  let home: Node | undefined

  return {
    host,
    surface,
    open: (target) => {
      const wanted = containerOf(target)
      if (wanted !== home || !host.isConnected) {
        home = wanted
        const focused = root.activeElement
        mountQuietly(wanted, host)
        if (focused instanceof HTMLElement) restore(surface, focused)
      }
      if (!surface.matches(':popover-open')) surface.showPopover()
    },
    scope: () =>
      home instanceof Element && home !== document.documentElement ? home : document.body,
    close: () => {
      host.remove()
      home = undefined
    },
  }
}

/** Moving an element takes focus from it. */
const restore = (surface: HTMLElement, focused: HTMLElement): void => {
  if (!surface.matches(':popover-open')) surface.showPopover()
  focused.focus({ preventScroll: true })
}

/**
 * The modal dialog or open popover around the target: outside of it the guide would be inert, outside its focus trap, or its
 * clicks would count as clicks outside. A popover that closes by any click elsewhere is a home too. Else the root element, where
 * no rule for `body`'s children and no zoom or transform of it reaches.
 */
const containerOf = (target: Element): Element => {
  for (let around: Element | null = target; around; around = parentOf(around)) {
    if (around.ownerDocument === document && isLayer(around)) return around
  }
  const lightDismissed = [...document.querySelectorAll('[popover]:popover-open')].filter(
    (each) => each.getAttribute('popover') !== 'manual',
  )
  return lightDismissed.at(-1) ?? document.documentElement
}

const isLayer = (element: Element): boolean =>
  element.matches('dialog:modal,[popover]:popover-open') ||
  (element.getAttribute('aria-modal') === 'true' && element.localName !== 'body')

/** The guide itself has no box, but `:last-child` and its like may give other boxes another size: take a place where none does. */
const mountQuietly = (container: Element, host: HTMLElement): void => {
  if (container === document.documentElement) {
    container.append(host)
    return
  }
  host.remove()
  const before = boxesIn(container)
  const places: (() => void)[] = [
    () => container.append(host),
    () => container.prepend(host),
    ...[...container.children]
      .filter((child) => child !== host && canHold(child))
      .slice(0, 8)
      .flatMap((child) => [() => child.append(host), () => child.after(host)]),
  ]
  for (const place of places) {
    place()
    if (boxesIn(container, host) === before) return
  }
  container.append(host)
}

const canHold = (element: Element): boolean =>
  element instanceof HTMLElement &&
  !element.shadowRoot &&
  !/^(input|textarea|select|img|br|hr|iframe|video|audio|canvas|button|a|p|table|ul|ol|dl|pre|label|h\d)$/.test(
    element.localName,
  )

const boxesIn = (container: Element, except?: Element): string =>
  [container, ...container.querySelectorAll('*')]
    .filter((each) => each !== except)
    .slice(0, 60)
    .map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect()
      return [left, top, width, height, each.scrollHeight].join(' ')
    })
    .join()
