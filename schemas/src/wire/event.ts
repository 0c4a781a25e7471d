import type { JsonObject } from '../json.ts'
import type { Answers } from './content.ts'

export type EventType = 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias'

/**
 * An event as clients send it: Segment's shape, which is the native one. Unknown fields are kept.
 * One of `userId` and `anonymousId` is required. Instants are ISO 8601 texts.
 */
export interface WireEvent {
  readonly type: EventType
  /** Fixed at capture, the same across retries. Ingest makes one where it is missing. */
  readonly messageId?: string
  readonly userId?: string | null
  readonly anonymousId?: string | null
  /** `track`: what was done. */
  readonly event?: string
  /** `page`, `screen`: which one. */
  readonly name?: string | null
  readonly category?: string | null
  readonly properties?: JsonObject | null
  /** `identify`: of the person; `group`: of the account. */
  readonly traits?: JsonObject | null
  /** `group`: the account. */
  readonly groupId?: string | null
  /** `alias`: the id that `userId` was known by. */
  readonly previousId?: string | null
  readonly context?: EventContext | null
  readonly timestamp?: string | null
  readonly originalTimestamp?: string | null
  readonly sentAt?: string | null
}

/** What surrounds an event. The named fields are read; the rest is kept. */
export interface EventContext {
  readonly page?: {
    readonly url?: string
    readonly path?: string
    readonly title?: string
    readonly referrer?: string
    readonly search?: string
  }
  readonly library?: { readonly name?: string; readonly version?: string }
  readonly locale?: string
  readonly timezone?: string
  /** The account that the person acts for in this event. */
  readonly groupId?: string | null
  readonly consent?: Consent
  readonly [key: string]: unknown
}

/** What a visitor allows, per purpose. Travels with every request of the SDK. */
export interface Consent {
  readonly analytics?: boolean
  readonly guides?: boolean
}

/** The body of `POST /v1/batch`. `context` and `integrations` of the batch merge into each event. */
export interface WireBatch {
  readonly batch: readonly WireEvent[]
  readonly writeKey?: string
  readonly sentAt?: string
  readonly context?: EventContext
  /** Proves who is signed in; counts for the events of that person. */
  readonly token?: string
}

/**
 * Events that the SDK and the guide chunk record themselves. Names that begin with `$` are Waymark's own.
 * Properties of the guide ones: `GuideEventProperties`.
 */
export const ownEvents = {
  click: '$click',
  guideArmed: '$guide_armed',
  guideRendered: '$guide_rendered',
  guideSeen: '$guide_seen',
  guideClicked: '$guide_clicked',
  guideDismissed: '$guide_dismissed',
  guideCompleted: '$guide_completed',
  guideSnoozed: '$guide_snoozed',
  /** Answers of a survey, or what was entered in a guide; each as soon as it is given. */
  guideAnswered: '$guide_answered',
  /** A granted guide that was not painted after all: gives the lease back. */
  guideReleased: '$guide_released',
  /** Of what takes the whole attention: it was painted, has not ended, and is not on the screen any more. */
  guideLeft: '$guide_left',
  /** The target was absent, refused below the threshold, or covered. */
  guideMissed: '$guide_missed',
  sdkError: '$sdk_error',
} as const

export interface GuideEventProperties {
  readonly guide: string
  readonly decision: string
  readonly engagement: string
  readonly version: number
  /** Of an engagement with variants: the one that it belongs to. */
  readonly variant?: string
  readonly step?: string
  /** How sure the match of the target was, 0 to 1. */
  readonly score?: number
  /** When it was painted: what of its target was not as recorded, `name,within`. */
  readonly drift?: string
  readonly reason?:
    | 'missing'
    | 'refused'
    | 'occluded'
    | 'zero_size'
    | 'blocked'
    | 'not_granted'
    | 'left_page'
  /** What was activated: a button's label, `close`, `escape`, `target`. */
  readonly by?: string
  readonly answers?: Answers
}

/** Events that tell what became of an e-mail. They count only where Waymark itself or a server says them. */
export const mailEvents = {
  opened: 'Email Opened',
  clicked: 'Email Link Clicked',
  unsubscribed: 'Email Unsubscribed',
  bounced: 'Email Bounced',
  complained: 'Email Complained',
} as const
