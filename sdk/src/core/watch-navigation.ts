import { bare } from './bare.ts'

/** What a patched method carries: its listeners, so that a second copy of the SDK joins instead of patching again. */
interface PatchedMethod {
  (data: unknown, unused: string, url?: string | URL | null): void
  waymark?: Set<() => void>
}

/** The part of the Navigation API that is used; not every `lib.dom` has it. */
interface NavigationApi extends EventTarget {
  readonly currentEntry: unknown
}

/**
 * Runs `fn` with the new URL after the page's URL changed without a load, until `signal` says stop. The Navigation API
 * where there is one; else `history` is patched once and put back. Never polls.
 */
export const watchNavigation = (fn: (url: string) => void, signal: AbortSignal): void => {
  let current = location.href
  const check = () => {
    if (location.href === current) return
    current = location.href
    fn(current)
  }
  const options = bare({ signal })
  const api = (globalThis as { readonly navigation?: NavigationApi }).navigation
  if (api?.currentEntry) {
    api.addEventListener('currententrychange', check, options)
    return
  }
  const restore = [patch('pushState', check), patch('replaceState', check)]
  signal.addEventListener('abort', () => {
    for (const undo of restore) undo()
  })
  addEventListener('popstate', check, options)
  addEventListener('hashchange', check, options)
}

const patch = (method: 'pushState' | 'replaceState', check: () => void): (() => void) => {
  const original: PatchedMethod = history[method]
  const joined = original.waymark
  if (joined) {
    joined.add(check)
    return () => joined.delete(check)
  }
  const wasOwn = Object.hasOwn(history, method)
  const listeners = new Set([check])
  const patched: PatchedMethod = function (this: History, ...args) {
    original.apply(this, args)
    for (const listener of listeners) listener()
  }
  patched.waymark = listeners
  // A page may have frozen it: then its own pages are not seen to change, but the rest works.
  Reflect.set(history, method, patched)
  return () => {
    listeners.delete(check)
    // Only what is still ours is put back: another library may have wrapped it since.
    if (listeners.size || history[method] !== patched) return
    if (wasOwn) history[method] = original
    else Reflect.deleteProperty(history, method)
  }
}
