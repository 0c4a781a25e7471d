import { guard } from '../../guide/engine/guard.ts'

/** Everything that a page could hear of an author's work in it. */
const names = [
  ...['pointerdown', 'pointerup', 'pointermove', 'mousedown', 'mouseup', 'mousemove'],
  ...['touchstart', 'touchend', 'click', 'auxclick', 'dblclick', 'contextmenu'],
  ...['keydown', 'keyup', 'keypress', 'focusin', 'focusout'],
  ...['beforeinput', 'input', 'change', 'paste', 'copy', 'cut', 'wheel'],
]

/** A listener that could stop them would make every page scroll late. */
const passive = /^(touch|wheel)/

type Handle = (event: Event) => void

/**
 * What happens in our own elements is heard by us alone, at the window and before the page, and by nobody after us: no click of an
 * author counts as one of the app, no letter is a shortcut of it, and no focus trap takes the focus back.
 */
export interface OwnEvents {
  /** Hears what happens in this element, shadow root and all. */
  in(host: Element, handle: Handle): () => void
  /** Hears what happens in the page itself, before the page does. */
  onPage(handle: Handle): () => void
  stop(): void
}

/** @param onError hears what goes wrong in a handler; the others are called all the same */
export const hearOwnEvents = (onError: (error: unknown) => void): OwnEvents => {
  const hosts = new Map<Element, Handle>()
  const ofPage = new Set<Handle>()
  const away = new AbortController()
  const hear = (event: Event): void => {
    const path = event.composedPath()
    for (const [host, handle] of hosts) {
      if (!path.includes(host)) continue
      event.stopImmediatePropagation()
      guard(handle, onError)(event)
      return
    }
    for (const handle of ofPage) guard(handle, onError)(event)
  }
  for (const name of names) {
    addEventListener(name, hear, {
      capture: true,
      passive: passive.test(name),
      signal: away.signal,
    })
  }
  return {
    in: (host, handle) => {
      hosts.set(host, handle)
      return () => void hosts.delete(host)
    },
    onPage: (handle) => {
      ofPage.add(handle)
      return () => void ofPage.delete(handle)
    },
    stop: () => away.abort(),
  }
}
