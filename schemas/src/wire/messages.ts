import type { Trigger } from './content.ts'
import type { EventContext } from './event.ts'

/** `POST /v1/messages`: what is there for this person now? A read; it creates nothing. The write key comes as with events. */
export interface MessagesRequest {
  readonly writeKey?: string
  readonly anonymousId: string
  readonly userId?: string
  readonly token?: string
  readonly locale?: string
  readonly page?: { readonly url: string }
  readonly context?: EventContext
}

/** Server's half: this person may see this guide. When and where is the browser's half. */
export interface Decision {
  readonly id: string
  readonly engagement: string
  readonly guide: string
  readonly version: number
  readonly variant?: string
  readonly trigger: Trigger
  /** Path of the content file, relative to the ingest's base URL. */
  readonly content: string
  /** Personal values for the content's tokens; apart, so that the content file can be shared. */
  readonly values: { readonly [token: string]: string }
  /** Under a cap: claim before painting. */
  readonly capped: boolean
  /** Higher first when several may show. */
  readonly priority: number
  /** Of a feed: ids of the posts that this person has read, on whatever device. */
  readonly read?: readonly string[]
}

/** By the id of a decision that was painted lately: its goal is met, or its engagement is published no more. */
export interface OverDecisions {
  readonly [decision: string]: 'goal' | 'unpublished'
}

export interface MessagesResponse {
  /** Whom this is for: a tab that has become someone else drops it. */
  readonly for: { readonly anonymousId: string; readonly userId?: string }
  readonly decisions: readonly Decision[]
  readonly progress: readonly {
    readonly milestone: string
    readonly name: string
    readonly reached: boolean
  }[]
  /** What is over for good, whatever caps say: an open page takes it from the screen. */
  readonly over?: OverDecisions
  /** Opens `GET /v1/stream` for 15 minutes. Absent in a pushed change. */
  readonly ticket?: string
  /** Without a stream, ask again no earlier than after this many ms. */
  readonly next: number
}

/** `POST /v1/messages/claim`: may I paint this now? */
export interface ClaimRequest {
  readonly writeKey?: string
  readonly anonymousId: string
  readonly userId?: string
  readonly token?: string
  readonly decision: string
}

export type ClaimResponse =
  | { readonly granted: true; readonly until: number }
  | { readonly granted: false; readonly reason: 'capped' | 'withdrawn' | 'late' | 'elsewhere' }

/**
 * `GET /v1/stream?ticket=…` is server-sent events: `event: messages` with a `MessagesResponse` whenever it changes, a comment
 * every 25 s. 204 means "the ticket is used up: ask /v1/messages again".
 */
export const streamEvent = 'messages'
