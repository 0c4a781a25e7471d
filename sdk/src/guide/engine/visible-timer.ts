/** Calls once the tab has been in front for so long; what passes while it is hidden does not count. */
export const afterVisible = (ms: number, fn: () => void): (() => void) => {
  let left = ms
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const weigh = (): void => {
    if (timer !== undefined) left -= performance.now() - since
    clearTimeout(timer)
    timer = undefined
    if (document.hidden) return
    since = performance.now()
    timer = setTimeout(end, left)
  }
  const stop = (): void => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', weigh)
  }
  const end = (): void => {
    stop()
    fn()
  }
  document.addEventListener('visibilitychange', weigh)
  weigh()
  return stop
}
