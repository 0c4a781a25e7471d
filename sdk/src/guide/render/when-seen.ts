const shareInView = 0.5
const longEnoughMs = 1000

/** Calls once when half of the element has been in view for a second, with the tab in front. */
export const whenSeen = (element: Element, fn: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let inView = false
  const weigh = (): void => {
    clearTimeout(timer)
    if (inView && !document.hidden) timer = setTimeout(seen, longEnoughMs)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      inView = (entries.at(-1)?.intersectionRatio ?? 0) >= shareInView
      weigh()
    },
    { threshold: shareInView },
  )
  const stop = (): void => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('visibilitychange', weigh)
  }
  const seen = (): void => {
    stop()
    fn()
  }
  observer.observe(element)
  document.addEventListener('visibilitychange', weigh)
  return stop
}
