import type { Purpose } from './consent.ts'
import type { QueueLimits, WaitingEvent } from './event-store.ts'

/** What this tab captured and has not brought yet, in memory: there when storage is not, and when the page goes. */
export interface OwnEvents {
  add(event: WaitingEvent): void
  /** Oldest first. */
  list(): readonly WaitingEvent[]
  bytesOf(ids: ReadonlySet<string>): number
  remove(ids: readonly string[]): void
  clear(purpose: Purpose): void
}

/** @param onFull an event had to make room: it is in the store still, where there is one */
export const createOwnEvents = (limits: QueueLimits, onFull: () => void): OwnEvents => {
  const events = new Map<string, WaitingEvent>()
  let bytes = 0
  const remove = (id: string) => {
    bytes -= events.get(id)?.bytes ?? 0
    events.delete(id)
  }
  return {
    add(event) {
      events.set(event.id, event)
      bytes += event.bytes
      for (const id of events.keys()) {
        if (bytes <= limits.maxBytes) break
        remove(id)
        onFull()
      }
    },
    list: () => [...events.values()],
    bytesOf(ids) {
      let sum = 0
      for (const id of ids) sum += events.get(id)?.bytes ?? 0
      return sum
    },
    remove: (ids) => ids.forEach(remove),
    clear(purpose) {
      for (const event of events.values()) {
        if (event.purpose === purpose) remove(event.id)
      }
    },
  }
}
