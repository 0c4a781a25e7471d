import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import { RequestFailed } from '../api/request.ts'
import { Failed } from '../ui/states.tsx'

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

/** Whether there is a server that could give the page. */
const isServed = (): Promise<boolean> =>
  fetch(location.pathname, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )

const away = new RequestFailed(0, 'offline', 'The server does not answer. Is it running?')

const reloadIfServed = async (): Promise<void> => {
  if (await isServed()) location.reload()
}

/** In place of a page that could not be fetched: the rest of the dashboard stays, and what is being written in it. */
const OutOfReach = () => <Failed error={away} onRetry={() => void reloadIfServed()} />

/**
 * A page that is fetched when somebody goes there. After an update of the server the old file is gone: the app then loads
 * itself anew, once. While the server is away it says so in the page's place.
 */
export const lazyPage = (load: () => Promise<ComponentType>) =>
  lazy(() =>
    load().catch(async (error: unknown) => {
      if (!(await isServed())) return OutOfReach
      if (!mayReload()) throw error
      location.reload()
      return new Promise<ComponentType>(() => undefined)
    }),
  )
