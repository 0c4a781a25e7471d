import { type Signal, signal } from '@preact/signals'
import { RequestFailed, type RequestOptions } from './request.ts'

/** What is known of one address of the API. `data` stays while a newer answer is on its way. */
export interface Answer<T> {
  readonly data?: T
  readonly error?: RequestFailed
  readonly loading: boolean
  /** When `data` arrived, ms. */
  readonly at: number
}

interface Entry {
  readonly answer: Signal<Answer<unknown>>
  users: number
  running?: AbortController | undefined
  again: boolean
}

export interface QueryCache {
  /** The answer's signal; asks where nothing fresh is known. Give it back with `release`. */
  use: <T>(path: string) => Signal<Answer<T>>
  release: (path: string) => void
  /** Asks anew, at once where somebody looks, later otherwise. Every address that starts with one of the prefixes. */
  refresh: (...prefixes: readonly string[]) => void
  /** Changes what is shown before the server has caught up. */
  patch: <T>(path: string, change: (data: T) => T) => void
  clear: () => void
}

export interface QueryCacheDeps {
  readonly ask: (path: string, options: RequestOptions) => Promise<unknown>
  readonly now: () => number
  readonly onSignedOut: () => void
}

const freshForMs = 5000
const keptAnswers = 60

/**
 * One place that holds what the API said: the same question is asked once however many ask it, an answer that nobody waits
 * for any more is aborted, and old data stays on screen while the new one comes.
 */
export const createQueryCache = (deps: QueryCacheDeps): QueryCache => {
  const entries = new Map<string, Entry>()

  const isOld = ({ data, at }: Answer<unknown>): boolean =>
    data === undefined || deps.now() - at > freshForMs

  const settle = (entry: Entry, change: Partial<Answer<unknown>>): void => {
    const { error: _gone, ...kept } = entry.answer.peek()
    entry.answer.value = { ...kept, loading: false, ...change }
  }

  const load = async (path: string, entry: Entry): Promise<void> => {
    if (entry.running) {
      entry.again = true
      return
    }
    const running = new AbortController()
    entry.running = running
    entry.answer.value = { ...entry.answer.peek(), loading: true }
    try {
      const data = await deps.ask(path, { signal: running.signal })
      if (running.signal.aborted) return
      settle(entry, { data, at: deps.now() })
    } catch (error) {
      if (running.signal.aborted) return
      if (!(error instanceof RequestFailed)) throw error
      settle(entry, { error })
      if (error.status === 401) deps.onSignedOut()
    } finally {
      if (entry.running === running) entry.running = undefined
    }
    if (entry.again && entry.users > 0) {
      entry.again = false
      await load(path, entry)
    }
  }

  const prune = (): void => {
    for (const [path, entry] of entries) {
      if (entries.size <= keptAnswers) return
      if (entry.users === 0) entries.delete(path)
    }
  }

  const entryOf = (path: string): Entry => {
    const known = entries.get(path)
    if (known) return known
    prune()
    const entry: Entry = { answer: signal({ loading: true, at: 0 }), users: 0, again: false }
    entries.set(path, entry)
    return entry
  }

  return {
    use: <T>(path: string) => {
      const entry = entryOf(path)
      entry.users++
      if (!entry.running && isOld(entry.answer.peek())) void load(path, entry)
      return entry.answer as Signal<Answer<T>>
    },
    release: (path) => {
      const entry = entries.get(path)
      if (!entry || --entry.users > 0) return
      entry.running?.abort()
      entry.running = undefined
      entry.again = false
    },
    refresh: (...prefixes) => {
      for (const [path, entry] of entries) {
        if (!prefixes.some((prefix) => path.startsWith(prefix))) continue
        if (entry.users > 0) void load(path, entry)
        else entries.delete(path)
      }
    },
    patch: (path, change) => {
      const entry = entries.get(path)
      const data = entry?.answer.peek().data
      if (!entry || data === undefined) return
      entry.answer.value = { ...entry.answer.peek(), data: change(data as never) }
    },
    clear: () => {
      for (const entry of entries.values()) entry.running?.abort()
      entries.clear()
    },
  }
}
