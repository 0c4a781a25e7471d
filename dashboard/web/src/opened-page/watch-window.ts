import type { Opened } from './opened.ts'

const lookEveryMs = 1000
/** A page that loads slowly has answered by then. */
const silentAfterMs = 20_000

interface WatchDeps {
  /** It is reached by that window, and not by a code. */
  readonly isByWindow: () => boolean
  readonly page: () => Opened['page'] | undefined
  readonly onPage: (page: 'silent' | 'cut') => void
  /** Who sits here has gone back to the page. */
  readonly onLeft: () => void
  readonly isDirty: () => boolean
}

/**
 * Watches what becomes of the window that was opened. One whose page sends `Cross-Origin-Opener-Policy`, or was reached through a page
 * that does, looks as if it had been closed: before it ever answered, or while somebody wrote in it.
 */
export const watchWindow = (opened: Pick<Window, 'closed'>, deps: WatchDeps): (() => void) => {
  const away = new AbortController()
  const { signal } = away
  const look = (): void => {
    if (opened.closed && deps.isByWindow() && deps.page() !== 'cut') deps.onPage('cut')
  }
  const timer = setInterval(look, lookEveryMs)
  const silence = setTimeout(() => {
    if (deps.page() === 'opening') deps.onPage('silent')
  }, silentAfterMs)
  // Whoever comes back to this window may have closed the other one.
  addEventListener('focus', look, { signal })
  addEventListener('blur', deps.onLeft, { signal })
  addEventListener(
    'beforeunload',
    (event) => {
      if (deps.isDirty()) event.preventDefault()
    },
    { signal },
  )
  return () => {
    away.abort()
    clearInterval(timer)
    clearTimeout(silence)
  }
}
