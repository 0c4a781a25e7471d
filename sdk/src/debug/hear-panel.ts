const shielded = [
  ...['click', 'auxclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart'],
  ...['touchend', 'keydown', 'keyup', 'keypress', 'focusin', 'focusout'],
  ...['beforeinput', 'input', 'change', 'paste'],
]

/** What the buttons of the panel say in their `data-do` and `data-show`. */
export interface PanelHeard {
  readonly onPress: (button: { readonly do?: string; readonly show?: string }) => void
  readonly onEscape: () => void
}

/**
 * What is done in the panel is heard here alone: at the window, before the page and before guides, which take every Escape, and
 * every click inside of a dialog of theirs.
 *
 * @returns stops listening
 */
export const hearPanel = (host: Element, { onPress, onEscape }: PanelHeard): (() => void) => {
  const away = new AbortController()
  const hear = (event: Event): void => {
    const path = event.composedPath()
    if (!path.includes(host)) return
    event.stopImmediatePropagation()
    if (event.type === 'click') {
      const button = path.find((each) => each instanceof HTMLButtonElement)
      if (button) onPress(button.dataset)
    }
    if (!(event instanceof KeyboardEvent) || event.type !== 'keydown') return
    if (event.key === 'Enter' && path[0] instanceof HTMLInputElement) onPress({ do: 'join' })
    if (event.key === 'Escape') {
      // Nor does a dialog around it close.
      event.preventDefault()
      onEscape()
    }
  }
  for (const name of shielded) {
    const passive = name.startsWith('touch')
    addEventListener(name, hear, { capture: true, passive, signal: away.signal })
  }
  return () => away.abort()
}
