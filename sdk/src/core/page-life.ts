import { bare } from './bare.ts'

export interface PageLifeHandlers {
  /** The page is seen again, or for the first time. */
  visible(): void
  /** Another tab or window is in front. */
  hidden(): void
  /** The page goes, perhaps to come back from the back-forward cache. */
  leave(): void
  /** Back from the back-forward cache. */
  restored(): void
  online(): void
}

/** Watches the page come and go. Answers with what stops it. */
export const watchPageLife = (handlers: PageLifeHandlers): (() => void) => {
  const stop = new AbortController()
  const options = bare({ signal: stop.signal })
  const onVisibility = () => (document.hidden ? handlers.hidden() : handlers.visible())
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) handlers.restored()
  }
  document.addEventListener('visibilitychange', onVisibility, options)
  addEventListener('pagehide', handlers.leave, options)
  addEventListener('pageshow', onShow, options)
  addEventListener('online', handlers.online, options)
  return () => stop.abort()
}
