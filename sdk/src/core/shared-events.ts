import type { Purpose } from './consent.ts'
import type { EventStore, WaitingEvent } from './event-store.ts'
import type { ErrorKind } from './reporter.ts'

/** The tabs' queue, as long as the browser gives one. None of it rejects. */
export interface SharedEvents {
  /** Events are kept beyond this page. */
  works(): boolean
  add(events: readonly WaitingEvent[]): Promise<void>
  /** Undefined where there is no store: the tab has its own events only. */
  read(count: number): Promise<readonly WaitingEvent[] | undefined>
  /** Answers with how many events had to make room since it was last asked. */
  remove(ids: readonly string[]): Promise<number>
  clear(purpose: Purpose): Promise<void>
}

/** A store that has failed once is left alone for the rest of the page: memory serves. */
export const createSharedEvents = (
  given: EventStore | undefined,
  report: (kind: ErrorKind, error: unknown) => void,
): SharedEvents => {
  let store = given
  const attempt = async <T>(work: (store: EventStore) => Promise<T>): Promise<T | undefined> => {
    try {
      return store && (await work(store))
    } catch (error) {
      store = undefined
      report('storage', error)
      return undefined
    }
  }
  return {
    works: () => store !== undefined,
    add: (events) => attempt((working) => working.add(events)),
    read: (count) => attempt((working) => working.read(count)),
    remove: async (ids) => (await attempt((working) => working.remove(ids))) ?? 0,
    clear: async (purpose) => {
      await attempt((working) => working.clear(purpose))
    },
  }
}
