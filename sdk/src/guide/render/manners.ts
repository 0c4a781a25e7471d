import { guard } from '../engine/guard.ts'
import { isAround, isOwn } from '../engine/targets/sight.ts'
import { afterPaint } from './after-paint.ts'
import type { Layer } from './layer.ts'
import { layersAbove, openLayers, whetherTouched } from './open-layers.ts'
import { focusedElement, neighboursOf, tabStopsIn } from './tab-order.ts'

export interface Guest {
  readonly layer: Layer
  /** What the guide points at now; undefined while it is out of sight, or where it stands in the page. */
  target(): Element | undefined
  /** Whose Escape is it now? `always`: the guide's, unless somebody writes in the page. `inside`: only while it has the focus, or nothing has. */
  escapes(): 'always' | 'inside' | 'never'
  escape(): void
  onError(error: unknown): void
  /** A click in the guide, with the elements under it, innermost first. */
  click(path: readonly EventTarget[], event: MouseEvent): void
}

export interface Manners {
  /** Gives focus back where it was, if the guide has it. */
  giveFocusBack(): void
  /** After a step changed: keeps focus in the guide, if it was there; on what leads on, unless something is to be answered first. */
  keepFocus(redraw: () => void): void
  stop(): void
}

const pointing = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend']
/** A listener that could stop them would make every page scroll late. */
const passive = /^touch/
const keys = ['keydown', 'keyup', 'keypress']
const focusing = ['focusin', 'focusout', 'focus', 'blur']
/** What is entered in a guide is nobody else's. */
const entering = ['beforeinput', 'input', 'change', 'paste']

/**
 * How a guide behaves as a guest in a page, while it is shown: the page's listeners for clicks and keys elsewhere, for Escape and for
 * focus do not hear of it, it takes no focus by itself, and Tab reaches it from its target and goes back. Listens at the window, before
 * the page's own listeners.
 */
export const mindManners = (guest: Guest): Manners => {
  const { layer } = guest
  const away = new AbortController()
  let cameFrom: HTMLElement | undefined
  /** What the focus went into the guide from. The page believes that it is there: what is open around it would close, or take it back. */
  let believed: Element | undefined
  const listen = (names: readonly string[], fn: (event: Event) => void): void => {
    const { signal } = away
    for (const name of names) {
      const options = { capture: true, passive: passive.test(name), signal }
      addEventListener(name, guard(fn, guest.onError), options)
    }
  }
  const isOurs = (event: Event): boolean => event.composedPath().includes(layer.host)
  const keepOurs = (event: Event): void => {
    if (isOurs(event)) swallow(event)
  }
  const hasFocus = (): boolean => layer.host.shadowRoot?.activeElement != null
  const focus = (element: HTMLElement | undefined): void => element?.focus()

  const walk = (event: KeyboardEvent, target: Element): void => {
    const stops = tabStopsIn(layer.surface)
    const at = focusedElement()
    const { before, after } = neighboursOf(target, layer.scope())
    let to: HTMLElement | undefined
    if (hasFocus()) {
      const next = stops.indexOf(at as HTMLElement) + (event.shiftKey ? -1 : 1)
      to = stops[next] ?? (event.shiftKey ? before : after)
    } else if (event.shiftKey ? at === after && at !== before : isAtEdge(at, before)) {
      cameFrom = at instanceof HTMLElement && at !== document.body ? at : before
      to = event.shiftKey ? stops.at(-1) : stops[0]
    }
    if (!to) return
    swallow(event)
    event.preventDefault()
    focus(to)
  }

  /** In a field or an editor it is the page's, unless it would close the dialog around both. */
  const isOurEscape = (): boolean => {
    const whose = guest.escapes()
    const at = focusedElement()
    if (whose === 'inside') return hasFocus() || isNothing(at)
    if (whose === 'never' || hasFocus()) return whose === 'always'
    return !at?.matches(':read-write') || layer.scope() !== document.body
  }

  const met = openLayers()
  /** What the page has opened since closes first; an Escape that changes nothing of it is the guide's all the same. */
  const leaveToPage = (event: Event): boolean => {
    if (hasFocus()) return false
    const target = guest.target()
    /** A target that is expanded has its menu elsewhere. */
    const isAroundTarget = (each: Element): boolean =>
      target !== undefined && isAround(each, target) && !each.ariaExpanded
    const isBelow = (each: Element): boolean => met.includes(each) || isAroundTarget(each)
    const above = layersAbove(isBelow, event.composedPath())
    if (!above[0]) return false
    const isTouched = whetherTouched(above)
    const look = (): void => {
      if (!isTouched() && !event.defaultPrevented && isOurEscape()) guest.escape()
    }
    afterPaint(guard(look, guest.onError))
    return true
  }

  listen(keys, (event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return
    const target = guest.target()
    const pressed = event.type === 'keydown' && event.key
    if (pressed === 'Escape' && isOurEscape() && !leaveToPage(event)) {
      swallow(event)
      event.preventDefault()
      guest.escape()
    } else if (pressed === 'Tab' && target && !hasModifier(event)) walk(event, target)
    keepOurs(event)
  })
  listen(pointing, (event) => {
    if (!isOurs(event)) return
    swallow(event)
    if (/down$/.test(event.type) && !isSelectable(event)) event.preventDefault()
  })
  /** Now it hears that the focus has gone, and where to. */
  const disabuse = (relatedTarget: Element | null): void => {
    const from = believed
    believed = undefined
    if (from === relatedTarget) return
    for (const type of ['blur', 'focusout']) {
      const bubbles = type === 'focusout'
      from?.dispatchEvent(new FocusEvent(type, { bubbles, composed: true, relatedTarget }))
    }
  }
  listen(focusing, (event) => {
    if (!(event instanceof FocusEvent)) return
    const { type, target, relatedTarget: other } = event
    const comes = /^focus(in)?$/.test(type)
    if (isOurs(event)) {
      if (comes && other instanceof HTMLElement && other !== layer.host) cameFrom ??= other
      // Not where the next step takes it, or where only the window has lost it.
      if (!other) queueMicrotask(() => hasFocus() || disabuse(null))
      swallow(event)
    } else if (target instanceof Element) {
      if (comes) disabuse(target)
      else if (other instanceof Element && isOwn(other)) {
        believed = target
        swallow(event)
      }
    }
  })
  listen(entering, keepOurs)
  listen(['click', 'auxclick'], (event) => {
    if (!(event instanceof MouseEvent) || !isOurs(event)) return
    swallow(event)
    if (event.type === 'click') guest.click(event.composedPath(), event)
  })

  const giveFocusBack = (): void => {
    if (!hasFocus()) return
    const target = guest.target()
    const home = cameFrom?.isConnected
      ? cameFrom
      : target && neighboursOf(target, layer.scope()).before
    home?.focus({ preventScroll: true })
  }
  return {
    giveFocusBack,
    keepFocus: (redraw) => {
      const had = hasFocus()
      redraw()
      if (!had || hasFocus()) return
      const part = (selector: string) => layer.surface.querySelector<HTMLElement>(selector)
      const leadsOn = part('[data-answer]') ? null : part('.foot .primary')
      const to = leadsOn ?? part('.card')
      to?.focus({ preventScroll: true })
    },
    stop: () => away.abort(),
  }
}

const swallow = (event: Event): void => event.stopImmediatePropagation()

const hasModifier = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.altKey || event.metaKey

/** Nothing has focus yet and the guide's target is the first thing there, or focus is just before the guide. */
const isAtEdge = (at: Element | null, before: Element | undefined): boolean =>
  before ? at === before : isNothing(at)

const isNothing = (focused: Element | null): boolean => !focused || focused === document.body

/** Text is there to be read and copied, fields to be filled in; else a press takes no focus, nor from a field, an editor or an open menu. */
const isSelectable = (event: Event): boolean => {
  const [inner] = event.composedPath()
  return (
    inner instanceof Element &&
    (inner.closest('code,label,input,textarea,video') !== null ||
      (inner.matches('p,li,h2,h3') &&
        !openLayers()[0] &&
        !focusedElement()?.matches(':read-write')))
  )
}
