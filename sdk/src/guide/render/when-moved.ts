import { boxOf } from '../engine/targets/sight.ts'

/**
 * Calls once now, and whenever the target may be elsewhere on the screen or the card has another size: scrolled, resized, or pushed by
 * something that no event tells of. No polling.
 */
export const whenMoved = (target: Element, card: Element, fn: () => void): (() => void) => {
  const away = new AbortController()
  const options = { capture: true, passive: true, signal: away.signal }
  for (const view of new Set([window, target.ownerDocument.defaultView ?? window])) {
    view.addEventListener('scroll', fn, options)
    view.addEventListener('resize', fn, options)
  }
  const sizes = new ResizeObserver(fn)
  sizes.observe(target)
  sizes.observe(card)
  const pushed = whenPushed(target, fn)
  fn()
  return () => {
    away.abort()
    sizes.disconnect()
    pushed()
  }
}

const steps = [0, 0.25, 0.5, 0.75, 0.95, 1]

/** An observer whose window is exactly the target's place: it tells as soon as the target leaves that place, and is then made anew. */
const whenPushed = (target: Element, fn: () => void): (() => void) => {
  let observer: IntersectionObserver | undefined
  const observe = (): void => {
    observer?.disconnect()
    const { left, top, width, height } = boxOf(target)
    const margins = [top, innerWidth - left - width, innerHeight - top - height, left]
    observer = new IntersectionObserver(
      () => {
        const now = boxOf(target)
        if (now.left === left && now.top === top) return
        fn()
        observe()
      },
      { threshold: steps, rootMargin: margins.map((each) => `${-Math.floor(each)}px`).join(' ') },
    )
    observer.observe(target)
  }
  observe()
  return () => observer?.disconnect()
}
