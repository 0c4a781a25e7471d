import { guard } from '../guard.ts'
import type { SearchRoot } from './search.ts'

/** Something that wants to look at the page again when it may have changed. Returns true when it has more to do now. */
export interface Watcher {
  /** Works until `deadline` (of `performance.now()`); true: not finished, go on in the next slice. */
  look(deadline: number): boolean
}

export interface PageWatch {
  add(watcher: Watcher): () => void
  /** Something that is no mutation may have changed the view: scrolled, resized, shown again. */
  changed(): void
  /** Runs once everyone has finished looking at the page as it is. */
  whenSettled(fn: () => void): void
  /** The document, and what was met in it: shadow roots and frames. */
  readonly roots: Set<SearchRoot>
  /** Observes the roots of now, and lets go of those that are none any more. */
  follow(): void
  stop(): void
}

const sliceMs = 4
/** Looking may take this share of the time: after a look of 2 ms none for 40 ms. */
const restPerWork = 20
const longestRestMs = 1000

const observed: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributeFilter: [
    ...['data-wm', 'data-testid', 'id', 'name', 'role', 'href', 'placeholder', 'class', 'style'],
    ...['hidden', 'inert', 'open', 'disabled', 'aria-label', 'aria-hidden', 'aria-modal'],
  ],
}

/** What changes the view without a mutation: popovers, scrolling, things that have faded in or been loaded. */
const signs = [
  'visibilitychange',
  'resize',
  'scroll',
  'toggle',
  'fullscreenchange',
  'transitionend',
  'animationend',
  'load',
]

/**
 * The one observer of the page. It does nothing until someone watches, gathers what happens until the browser is idle, works in
 * slices, rests in proportion to its work, and stands still while the tab is hidden.
 */
export const createPageWatch = (onError: (error: unknown) => void): PageWatch => {
  const watchers = new Set<Watcher>()
  const roots = new Set<SearchRoot>()
  const followed = new Map<SearchRoot, () => void>()
  const unfinished = new Set<Watcher>()
  const settled: (() => void)[] = []
  let scheduled = false
  /** Who begins to watch looks at once, for one slice; a guide should not wait for an idle moment to be found. */
  let hurried = false
  let dirty = false
  let restUntil = 0
  let worked = 0

  const changed = (): void => {
    dirty = true
    schedule()
  }
  const schedule = (): void => {
    if (scheduled || document.hidden || watchers.size + settled.length === 0) return
    scheduled = true
    const rest = restUntil - performance.now()
    if (rest > 0) setTimeout(() => whenIdle(runScheduled), rest)
    else whenIdle(runScheduled)
  }
  const runScheduled = (): void => {
    scheduled = false
    run()
  }
  const run = guard((): void => {
    hurried = false
    if (document.hidden) return
    const start = performance.now()
    const turn = dirty ? new Set([...unfinished, ...watchers]) : new Set(unfinished)
    dirty = false
    for (const watcher of turn) {
      if (!watchers.has(watcher)) unfinished.delete(watcher)
      else if (guard(watcher.look, onError)(start + sliceMs)) unfinished.add(watcher)
      else unfinished.delete(watcher)
    }
    const now = performance.now()
    worked += now - start
    if (unfinished.size === 0) {
      restUntil = now + Math.min(worked * restPerWork, longestRestMs)
      worked = 0
      for (const fn of settled.splice(0)) fn()
    }
    if (dirty || unfinished.size > 0) schedule()
  }, onError)
  /** A window does not hear what was loaded in its document, nor a document what is scrolled in a shadow root. */
  const observe = (root: SearchRoot): (() => void) => {
    const observer = new MutationObserver(changed)
    observer.observe(root, observed)
    const heard = new AbortController()
    const options = { capture: true, passive: true, signal: heard.signal }
    for (const place of [root, (root as Document).defaultView ?? root]) {
      for (const name of signs) place.addEventListener(name, changed, options)
    }
    return () => {
      observer.disconnect()
      heard.abort()
    }
  }
  const follow = (): void => {
    for (const [root, letGo] of followed) {
      if (roots.has(root)) continue
      letGo()
      followed.delete(root)
    }
    for (const root of roots) if (!followed.has(root)) followed.set(root, observe(root))
  }
  const disconnect = (): void => {
    unfinished.clear()
    for (const letGo of followed.values()) letGo()
    followed.clear()
  }

  return {
    add: (watcher) => {
      watchers.add(watcher)
      roots.add(document)
      follow()
      dirty = true
      if (!hurried) queueMicrotask(run)
      hurried = true
      return () => {
        if (watchers.delete(watcher) && watchers.size === 0) disconnect()
      }
    },
    changed,
    whenSettled: (fn) => {
      settled.push(fn)
      schedule()
    },
    roots,
    follow,
    stop: () => {
      watchers.clear()
      settled.length = 0
      disconnect()
    },
  }
}

/** Safari has no idle callback; a task after the next frame is nearest. */
const whenIdle = (fn: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fn, { timeout: 150 })
  else requestAnimationFrame(() => setTimeout(fn))
}
