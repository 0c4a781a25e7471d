import type { Waymark, WaymarkOptions } from './api.ts'
import type { LazyFiles } from './core/lazy-files.ts'
import { readSettings } from './core/settings.ts'
import { createCore } from './core/waymark.ts'
import { inertWaymark } from './inert.ts'
import { findRunning, install } from './install.ts'

export type {
  ConsentChoice,
  IdentityToken,
  Waymark,
  WaymarkEventName,
  WaymarkEvents,
  WaymarkGuides,
  WaymarkOptions,
} from './api.ts'
export type {
  GuideEngine,
  GuideErrorKind,
  GuideEventDetail,
  GuideEventName,
  GuideHost,
  ListedGuide,
  Unlisten,
} from './guide-contract.ts'

/** The host's bundler has made files of the lazy parts, and knows where they are. */
const lazyFiles: LazyFiles = {
  loadMessages: () => import('./messages-entry.ts'),
  loadFile: () => Promise.reject(new Error('no files here')),
}

/**
 * Starts the SDK, or answers with the one that already runs in this page under the same key. On a server, and where it
 * cannot work, every call does nothing.
 *
 * @example
 * const waymark = createWaymark({ key: 'wk_…', host: 'https://in.example.com' })
 * waymark.identify('u_1', { plan: 'pro' })
 */
export const createWaymark = (options: WaymarkOptions): Waymark => {
  if (typeof document === 'undefined') return inertWaymark(options.key)
  try {
    const settings = readSettings(options)
    if (!settings) return inertWaymark(options.key)
    const running = findRunning(settings.key)
    if (running) return running
    const { api, start } = createCore(settings, lazyFiles)
    install(api)
    // What the caller says next (`consent`, `identify`) comes before the page view.
    queueMicrotask(start)
    return api
  } catch {
    return inertWaymark(options.key)
  }
}
