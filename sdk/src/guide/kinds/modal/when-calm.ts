import { isWriting } from '../is-writing.ts'

/** So long without a key, and somebody who was writing has paused. */
const pauseMs = 1000

/**
 * Calls when a card that takes the focus would interrupt nobody: at once, unless a field has the focus or a menu of the page is
 * open; else after a pause in writing, or when the menu has closed.
 */
export const whenCalm = (fn: () => void): (() => void) => {
  const away = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const weigh = (): void => {
    clearTimeout(timer)
    if (hasMenu()) return
    if (isWriting()) timer = setTimeout(end, pauseMs)
    else end()
  }
  const stop = (): void => {
    clearTimeout(timer)
    away.abort()
  }
  const end = (): void => {
    if (hasMenu()) return
    stop()
    fn()
  }
  weigh()
  if (isWriting() || hasMenu()) {
    const { signal } = away
    for (const name of ['keydown', 'input', 'focusout', 'toggle']) {
      addEventListener(name, () => setTimeout(weigh), { capture: true, passive: true, signal })
    }
  }
  return stop
}

/** A popover that any click elsewhere closes; a modal dialog that opens would close it too. */
const hasMenu = (): boolean =>
  [...document.querySelectorAll('[popover]:popover-open')].some(
    (each) => each.getAttribute('popover') !== 'manual',
  )
