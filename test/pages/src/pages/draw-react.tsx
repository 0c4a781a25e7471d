import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'

let drawn: Root | undefined

/** Draws with React, from nothing: what was there is unmounted. */
export const drawReact = (root: HTMLElement, app: ReactNode): void => {
  const before = drawn
  if (before) flushSync(() => before.unmount())
  const next = createRoot(root)
  drawn = next
  flushSync(() => next.render(app))
}
