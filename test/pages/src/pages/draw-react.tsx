import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'

let drawn: Root | undefined

/** Draws with React, from nothing: what was there is unmounted; or `again`: what was there is used again. */
export const drawReact = (root: HTMLElement, app: ReactNode, how?: 'again'): void => {
  const before = drawn
  const keeps = before && how === 'again'
  if (before && !keeps) flushSync(() => before.unmount())
  const next = keeps ? before : createRoot(root)
  drawn = next
  flushSync(() => next.render(app))
}
