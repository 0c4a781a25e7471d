import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'

const mark = 'waymark-reloaded'
const againAfterMs = 10_000

/** Whether a reload may help: not when the last one, a moment ago, did not. */
const mayReload = (): boolean => {
  try {
    const last = Number(sessionStorage.getItem(mark) ?? 0)
    sessionStorage.setItem(mark, String(Date.now()))
    return Date.now() - last > againAfterMs
  } catch {
    return false
  }
}

/**
 * A page that is fetched when somebody goes there. After an update of the server the old file is gone: the app then loads
 * itself anew, once.
 */
export const lazyPage = (load: () => Promise<ComponentType>) =>
  lazy(() =>
    load().catch((error: unknown) => {
      if (!mayReload()) throw error
      location.reload()
      return new Promise<ComponentType>(() => undefined)
    }),
  )
