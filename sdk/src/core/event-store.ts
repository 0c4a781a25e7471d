import type { Purpose } from './consent.ts'

/** An event as it waits: its JSON is fixed at capture, its message id with it. */
export interface WaitingEvent {
  /** The message id; ids sort in order of capture. */
  readonly id: string
  /** When it was captured, ms since 1970. */
  readonly at: number
  readonly purpose: Purpose
  readonly json: string
  /** Of `json`. */
  readonly bytes: number
}

/** Where events wait until they are sent; all tabs of an origin share it. Rejects when the browser refuses. */
export interface EventStore {
  add(events: readonly WaitingEvent[]): Promise<void>
  /** The oldest ones, in order of capture. */
  read(count: number): Promise<readonly WaitingEvent[]>
  /** Answers with how many events had to make room since it was last asked. */
  remove(ids: readonly string[]): Promise<number>
  clear(purpose: Purpose): Promise<void>
}

export interface QueueLimits {
  readonly maxBytes: number
  readonly maxAgeMs: number
}

/** Six days: less than ingest remembers message ids, so that a late resend is still recognised as one. */
export const queueLimits: QueueLimits = { maxBytes: 1024 * 1024, maxAgeMs: 6 * 86_400_000 }
