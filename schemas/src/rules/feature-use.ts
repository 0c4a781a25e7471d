import type { EventMatch } from './event-match.ts'

/** One of the things that count as using a feature: an event, a page, or a click that was recorded by itself. */
export interface FeatureUse extends Pick<EventMatch, 'event' | 'page' | 'where'> {
  readonly click?: {
    /** What the host marked it with: `data-wm`. */
    readonly wm?: string
    /** Its accessible name. */
    readonly text?: string
    readonly role?: string
    readonly href?: string
  }
}
