import { bare } from './bare.ts'
import type { Reporter } from './reporter.ts'

export interface PageLifeHandlers {
  /** The page is seen again, or for the first time. */
  visible(): void
  /** Another tab or window is in front, or the page is about to go. */
  hidden(): void
  /** The page goes, perhaps to come back from the back-forward cache. */
  leave(): void
  /** Back from the back-forward cache. */
  restored(): void
  online(): void
}

/** A page that said that it goes, and is still there: it was a download, or somebody chose to stay. */
const staysAfterMs = 3000

/** Watches the page come and go, until `signal` says stop. */
export const watchPageLife = (
  handlers: PageLifeHandlers,
  { safe }: Reporter,
  signal: AbortSignal,
): void => {
  const on = <E extends Event>(name: string, fn: (event: E) => void) =>
    addEventListener(name, safe(name, fn) as EventListener, bare({ signal }))
  on('visibilitychange', () => (document.hidden ? handlers.hidden() : handlers.visible()))
  // `pagehide` is too late for Firefox: it keeps no page to come back to that holds a lock while the next one comes.
  on('beforeunload', () => {
    handlers.hidden()
    setTimeout(handlers.visible, staysAfterMs)
  })
  on('pagehide', handlers.leave)
  on<PageTransitionEvent>('pageshow', ({ persisted }) => {
    if (persisted) handlers.restored()
  })
  on('online', handlers.online)
}
