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

/** Watches the page come and go, until `signal` says stop. */
export const watchPageLife = (handlers: PageLifeHandlers, signal: AbortSignal): void => {
  const options = bare({ signal })
  const onVisibility = () => (document.hidden ? handlers.hidden() : handlers.visible())
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) handlers.restored()
  }
  document.addEventListener('visibilitychange', onVisibility, options)
  addEventListener('pagehide', handlers.leave, options)
  addEventListener('pageshow', onShow, options)
  addEventListener('online', handlers.online, options)
}
