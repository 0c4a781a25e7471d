import type {
  CentreItem,
  GuideStep,
  GuideType,
  Hotspot,
  Launcher,
  Look,
  Target,
  Task,
  Theme,
  Trigger,
} from './content.ts'
import type { FromDebugged } from './debugging.ts'

/**
 * What the dashboard's window and a page that it opened say to each other while somebody writes a guide in the page. The page holds
 * no credential: the dashboard keeps the draft, and makes every request to its API.
 */

/** Marks the messages of both windows, among all that a page may hear. */
export const authoringMark = 'waymark-authoring'

/** The name of the window that the dashboard opens; the SDK in it looks for this. */
export const authoringWindow = 'waymark:authoring'

/** The page, to the window that opened it: here I am. Says nothing that anybody might not hear. */
export interface AuthoringHello {
  readonly mark: typeof authoringMark
  readonly say: 'hello'
  readonly version: string
}

/** The dashboard, to the page at exactly the origin that the author named; a `MessagePort` comes with it. */
export interface AuthoringTicket {
  readonly mark: typeof authoringMark
  readonly say: 'ticket'
  /** Used once: the page asks ingest from which dashboard it is. */
  readonly ticket: string
}

/** What a page is opened for: to write a guide in it, or to look why guides show there or not. */
export type TicketPurpose = 'authoring' | 'inspect'

/** `POST /v1/authoring`, with the page's write key: is this ticket one of ours? */
export interface AuthoringRequest {
  readonly writeKey: string
  readonly ticket: string
  /** What the page wants to do with it; absent: authoring. */
  readonly purpose?: TicketPurpose
}

/** What a ticket says; sealed by the dashboard under `authoringSealName`, opened by ingest. */
export interface AuthoringGrant {
  readonly id: string
  /** The origin of the dashboard. */
  readonly dashboard: string
  /** The origin of the page. */
  readonly page: string
  /** Absent: authoring. Good for nothing else. */
  readonly purpose?: TicketPurpose
  readonly expires: number
}

export const authoringSealName = (env: string): string => `authoring/${env}`

/** As long as a page takes that has just been asked for. */
export const authoringTicketMs = 60_000

export interface AuthoringAnswer {
  /** Of the dashboard that the ticket was made by; a message from elsewhere is not answered. */
  readonly origin: string
}

/** A guide as its author has it now; what is not written in the page goes along as it is. */
export interface GuideDraft {
  readonly kind: 'guide'
  readonly id: string
  readonly name?: string
  readonly type: GuideType
  readonly target?: Target
  readonly trigger?: Trigger
  readonly steps: readonly GuideStep[]
  readonly hotspot?: Hotspot
  readonly tasks?: readonly Task[]
  readonly launcher?: Launcher
  readonly items?: readonly CentreItem[]
  readonly theme?: Theme
}

/** What the dashboard says of a draft, for people. */
export interface DraftState {
  readonly state: 'saved' | 'saving' | 'unsaved' | 'stale' | 'failed'
  readonly text: string
  /** What stands between the draft and its publication: where in the document, and a sentence for people. */
  readonly problems: readonly { readonly at: string; readonly message: string }[]
}

/** What the dashboard has for guides to name. */
export interface AuthoringStock {
  /** Of the page of images; `src` is what content says. */
  readonly images: readonly { readonly src: string; readonly name: string }[]
  readonly milestones: readonly { readonly id: string; readonly name: string }[]
  /** That others can open: in force, or still written. Absent: it is not known which there are. */
  readonly guides?: readonly { readonly id: string; readonly name: string }[]
  /** How guides look that say nothing else. */
  readonly brand?: Look
}

/** Whom a preview is for. Of what is known of them, only what this guide says enters the page. */
export interface AuthoringPerson {
  readonly name: string
  /** Of the tokens that the guide has. */
  readonly values: { readonly [token: string]: string }
  /** Of the milestones that the guide's tasks name. */
  readonly reached: readonly string[]
  /** Why they would not be shown it, in sentences; none: they would be. */
  readonly against: readonly string[]
}

/** From the dashboard, over the port. */
export type ToPage =
  | {
      readonly say: 'draft'
      readonly guide: GuideDraft
      readonly step: number
      /** Light or dark, where the author has chosen for the dashboard. */
      readonly look: 'auto' | 'light' | 'dark'
      /** Who is shown it now, in a sentence. */
      readonly audience: string
    }
  | { readonly say: 'state'; readonly state: DraftState }
  | { readonly say: 'stock'; readonly stock: AuthoringStock }
  /** Previews are for this person from now on; for nobody in particular where none is named. */
  | { readonly say: 'person'; readonly person?: AuthoringPerson }
  | { readonly say: 'end' }

/** From the page, over the port. */
export type FromPage =
  | { readonly say: 'ready'; readonly url: string }
  | { readonly say: 'changed'; readonly guide: GuideDraft; readonly step: number }
  | { readonly say: 'at'; readonly step: number }
  | { readonly say: 'save' }
  | { readonly say: 'end' }

/** POST /v1/authoring/join: the code that the dashboard shows, typed in the page, and the key that the page signs with from then on. */
export interface AuthoringJoinRequest {
  readonly writeKey: string
  readonly code: string
  readonly key: { readonly x: string; readonly y: string }
  /** What the page wants the line for; absent: authoring. */
  readonly purpose?: TicketPurpose
}

export interface AuthoringJoinAnswer {
  readonly line: string
}

/** POST /v1/authoring/talk: `signed` is an `AuthoringTalk` as JSON, `signature` the page's of it, base64url. */
export interface AuthoringTalkRequest {
  readonly writeKey: string
  readonly signed: string
  readonly signature: string
}

export interface AuthoringTalk {
  readonly line: string
  /** Grows with each that says something. */
  readonly n: number
  readonly said: readonly (FromPage | FromDebugged)[]
  /** How much of the dashboard was heard; -1: how much is there to hear; absent: nothing is asked for. */
  readonly after?: number
}

/** What was said behind `after`, once there is something; empty after a while. */
export interface AuthoringHeard<T> {
  readonly said: readonly T[]
  readonly next: number
}
