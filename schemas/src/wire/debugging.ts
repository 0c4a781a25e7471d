import type { Gate } from './gates.ts'

/**
 * What the dashboard's window and a page that it opened say to each other while somebody looks why guides show there or not. The
 * page has its half itself; the server's half is told to it, of the person that it is identified as, once who sits at the
 * dashboard has agreed.
 */

/** The name of the window that the dashboard opens, and that the debug panel goes by from page to page. */
export const debugWindow = 'waymark:debug'

/** What one engagement makes of the person, by the code that decides. */
export interface DebuggedBy {
  /** With the message's place in its list where that is not the first: `remind.1`. */
  readonly engagement: string
  readonly variant?: string
  /** All of its gates are open. */
  readonly shows: boolean
  /** Up to the first that is shut; none: nothing could be asked yet. */
  readonly gates: readonly Gate[]
}

export interface DebuggedGuide {
  readonly guide: string
  /** None: no engagement shows it to anybody. */
  readonly by: readonly DebuggedBy[]
}

/** The server's half, for one person. */
export interface ServerHalf {
  /** The user id, or the visitor's, that the page has asked with. */
  readonly id: string
  /** As of when, ms. */
  readonly at: number
  readonly guides: readonly DebuggedGuide[]
}

/** From the dashboard, over the port. */
export type ToDebugged =
  /** Whether the page may be told is asked in the dashboard. */
  | { readonly say: 'asked' }
  /** It may not. */
  | { readonly say: 'kept' }
  | { readonly say: 'told'; readonly half: ServerHalf }
  /** In a sentence, why there is no answer now. */
  | { readonly say: 'failed'; readonly text: string }
  | { readonly say: 'end' }

/** From the page, over the port. */
export type FromDebugged =
  /** Whom it is identified as; asks what the server makes of them now. */
  | { readonly say: 'who'; readonly userId?: string; readonly anonymousId: string }
  | { readonly say: 'end' }
