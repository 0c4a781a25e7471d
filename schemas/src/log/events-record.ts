import type { EventType, WireEvent } from '../wire/event.ts'
import type { SuppressionReason } from './suppression.ts'

/** Who sent an event: a page, a page with a token that proves who is signed in, a server, or an import of history. */
export const eventSources = ['browser', 'signed', 'server', 'import'] as const

export type EventSource = (typeof eventSources)[number]

/**
 * The value of a record on `events`: a header, a newline, then the JSON array of the events with their bytes as received.
 * A request's events for one subject are one record.
 */
export interface EventsHeader {
  readonly v: 1
  readonly kind: 'live' | 'import'
  readonly env: string
  /** Who says so. `signed`: a browser that proved who is signed in. */
  readonly source: EventSource
  /** Of `signed`: the accounts that the token names. */
  readonly accounts?: readonly string[]
  /** When the HTTP request arrived, ms. */
  readonly received: number
  /** Added to a client's timestamps: received − sentAt, ms. 0 where sentAt is missing. */
  readonly skew: number
  /** Type of events that carry none, from the route (`/v1/track`). */
  readonly type?: EventType
  /** Message ids made for the events that came without, by index. */
  readonly ids?: { readonly [index: number]: string }
  /** It is told again, not as fast as it came: however much there is of somebody, it is not too much. */
  readonly anyPace?: true
}

/** A visitor's wish to paint a capped guide. Value of a record on `events`: this header alone, a newline, `[]`. */
export interface ClaimHeader {
  readonly v: 1
  readonly kind: 'claim'
  readonly env: string
  readonly received: number
  /** Names the wish; the answer in `state` names it too. */
  readonly claim: string
  readonly decision: string
  /** The decision's engagement and guide, so that the fold needs no look-up. */
  readonly engagement: string
  readonly guide: string
}

/** What a human does about a PQL. */
export type LeadCommand =
  | { readonly do: 'claim'; readonly pql: string }
  /** `own`: only where it is theirs. */
  | { readonly do: 'release'; readonly pql: string; readonly own?: true }
  | { readonly do: 'snooze'; readonly pql: string; readonly until: number }
  | {
      readonly do: 'outcome'
      readonly pql: string
      readonly outcome: PqlOutcome
      readonly note?: string
    }
  /** Takes the outcome of this turn back. `own`: only where it is theirs, or they closed it. */
  | { readonly do: 'reopen'; readonly pql: string; readonly own?: true }

/** No more e-mail to an address of the person's, or again. */
export type MailCommand =
  | { readonly do: 'suppress'; readonly address: string; readonly why: SuppressionReason }
  | { readonly do: 'unsuppress'; readonly address: string; readonly why: SuppressionReason }

/** What a human does about a task; `task` is the id of what sent it. */
export type TaskCommand = {
  readonly do: 'task'
  readonly task: string
  /** Given back only where it is theirs. */
  readonly own?: true
} & TaskDeed

export type TaskDeed =
  | { readonly deed: 'claim' | 'release' | 'reopen' }
  | { readonly deed: 'snooze'; readonly until: number }
  | { readonly deed: 'done'; readonly outcome: TaskOutcome; readonly note?: string }

/** What became of a task: it helped, nobody was reached, it was not needed. */
export const taskOutcomes = ['solved', 'no_answer', 'not_needed'] as const

export type TaskOutcome = (typeof taskOutcomes)[number]

/** What a human did to a subject: claims an account, says what became of it, wants no more e-mail. */
export interface CommandHeader {
  readonly v: 1
  readonly kind: 'command'
  readonly env: string
  readonly received: number
  readonly by: string
  readonly command: LeadCommand | MailCommand | TaskCommand
}

export type PqlOutcome = 'won' | 'lost' | 'not_now' | 'bad_lead'

export type RecordHeader = EventsHeader | ClaimHeader | CommandHeader

export type EventsRecord =
  | { readonly header: EventsHeader; readonly events: readonly WireEvent[] }
  | { readonly header: ClaimHeader | CommandHeader; readonly events: readonly [] }
