import { ownTag } from '../engine/targets/sight.ts'
import { parentOf } from '../engine/targets/traits.ts'
import { mount, mountOver, mountQuietly } from './mount.ts'

/**
 * `over`: on top of the page, which stays usable. `modal`: on top, and the page waits. `flow`: in the page, which makes room.
 */
export type Stand = 'over' | 'modal' | 'flow'

/**
 * Where a guide is drawn: a shadow root (open, so that axe and people's tools can look into it; the core's capture ignores it by
 * `data-wm-ignore`, and a closed one would keep nobody out) with one surface, in the browser's top layer unless it is part of the page.
 */
export interface Layer {
  readonly host: HTMLElement
  readonly surface: HTMLElement
  readonly isOpen: boolean
  /**
   * Puts the surface on top, where the target's dialog or popover lets it live; one in the flow goes into the target. Cheap when it is
   * there already. `first`: before the rest of the page, in the flow and for Tab.
   */
  open(target: Element, first?: boolean): void
  hide(): void
  /** Where Tab goes round: the dialog or popover that the guide lives in, or the page. */
  scope(): Element
  close(): void
}

export const createLayer = (sheet: CSSStyleSheet, stand: Stand = 'over'): Layer => {
  const host = document.createElement(ownTag)
  host.setAttribute('data-wm-ignore', '')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  const surface = document.createElement(stand === 'modal' ? 'dialog' : 'div')
  surface.className = `surface ${stand}`
  if (stand === 'over') surface.popover = 'manual'
  root.append(surface)
  let home: Node | undefined
  const isOpen = (): boolean =>
    host.isConnected &&
    (stand === 'flow' ? !surface.hidden : surface.matches(':modal,:popover-open'))
  const raise = (): void => {
    if (isOpen()) return
    if (surface instanceof HTMLDialogElement) {
      surface.close()
      surface.showModal()
    } else if (stand === 'over') surface.showPopover()
    surface.hidden = false
  }

  return {
    host,
    surface,
    get isOpen() {
      return isOpen()
    },
    open: (target, first = false) => {
      const wanted = stand === 'flow' ? target : containerOf(target)
      // Places are counted in pixels of the screen.
      if (stand !== 'flow') surface.style.zoom = `${1 / wanted.currentCSSZoom}`
      const focused = root.activeElement
      if (wanted !== home || !host.isConnected) {
        home = wanted
        if (stand === 'flow') mount(wanted, host, first)
        else if (wanted === document.documentElement) mountOver(host, first)
        else mountQuietly(wanted, host)
      }
      raise()
      // Moving an element takes focus from it.
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
    },
    hide: () => {
      if (surface instanceof HTMLDialogElement) surface.close()
      else if (stand === 'over') surface.hidePopover()
      else surface.hidden = true
    },
    scope: () =>
      home instanceof Element && home !== document.documentElement ? home : document.body,
    close: () => {
      host.remove()
      home = undefined
    },
  }
}

/**
 * The modal dialog, open popover or full screen around the target: outside of it the guide would be inert, outside its focus trap, or its
 * clicks would count as clicks outside. A popover that closes by any click elsewhere is a home too. Else the root element, where
 * no rule for `body`'s children and no zoom or transform of it reaches.
 */
const containerOf = (target: Element): Element => {
  for (let around: Element | null = target; around; around = parentOf(around)) {
    if (around.ownerDocument === document && isLayer(around)) return around
  }
  const lightDismissed = [...document.querySelectorAll(':popover-open:not([popover=manual])')]
  return lightDismissed.at(-1) ?? document.documentElement
}

const isLayer = (element: Element): boolean =>
  element.matches(
    'dialog:modal,:popover-open,:fullscreen,[aria-modal=true]:not(body),[role$=dialog]',
  )
