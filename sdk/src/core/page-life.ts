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
  const onVisibility = () => (document.hidden ? handlers.hidden() : handlers.visible())
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) handlers.restored()
  }
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('pagehide', handlers.leave)
  addEventListener('pageshow', onShow)
  addEventListener('online', handlers.online)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('pagehide', handlers.leave)
    removeEventListener('pageshow', onShow)
    removeEventListener('online', handlers.online)
  }
}
