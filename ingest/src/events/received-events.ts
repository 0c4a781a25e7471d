import type { EventSource } from '@waymark/schemas'
import type { EventType } from '@waymark/schemas/wire/event'
import type { Fault } from '../http/fault.ts'

export type Fields = { readonly [key: string]: unknown }

/** The value where it is an object with keys, not a list. */
export const asFields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined

/** `context` and `integrations` of a batch, which merge into each event. */
export interface SharedFields {
  readonly context?: Fields
  readonly integrations?: Fields
}

/** The events of a request, not yet judged. Parallel lists: there are many of them. */
export interface ReceivedEvents {
  /** History says when it happened, and needs a server key. */
  readonly kind: 'live' | 'import'
  /** Of events that carry none; the route said it. */
  readonly type: EventType | undefined
  readonly values: readonly unknown[]
  /** What the ranges point into. */
  readonly bytes: Buffer
  /** May hold what has to be cleaned: escapes that can spell NUL or a lone surrogate, or a key `__proto__`. */
  readonly suspicious: boolean
  /** From and to of each event's bytes, alternating. */
  readonly ranges: readonly number[]
  readonly depths: readonly number[]
  /** The body is the event; places are named without `batch[0]`. */
  readonly single: boolean
  /** When the client sent it, by its own clock. */
  readonly sentAt: unknown
  readonly shared: SharedFields | undefined
  /** Proves who is signed in, where the client sent one. */
  readonly token?: unknown
  /** Where the client's events were translated: the index in its batch that each comes from, and what could not be translated. */
  readonly origins?: readonly number[]
  readonly refused?: readonly (Fault | undefined)[]
}

/** An event that is taken: a range of the body as received, or bytes written again. */
export interface TakenEvent {
  readonly subject: string
  readonly from: number
  readonly to: number
  /** Instead of the range. */
  readonly bytes: Buffer | undefined
  /** Made by us where it came without one. */
  readonly madeId: string | undefined
  /** Of the person whom the request's token names. */
  readonly signed: boolean
}

/** What all events of a request share. */
export interface EventsSource {
  readonly env: string
  readonly kind: 'live' | 'import'
  readonly source: EventSource
  /** The accounts that the token names, of the events that are `signed`. */
  readonly accounts?: readonly string[]
  readonly received: number
  readonly skew: number
  readonly type?: EventType
  /** Of a history that is told again. */
  readonly anyPace?: true
}

/** Where an event is in its body. */
export const placeOf = (events: ReceivedEvents, index: number): string =>
  events.single ? '' : `batch[${events.origins?.[index] ?? index}]`
