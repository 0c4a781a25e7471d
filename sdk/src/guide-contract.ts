import type { JsonObject } from '@waymark/schemas'
import type { Answers, GuideContent } from '@waymark/schemas/wire/content'
import type { ClaimResponse, Decision, OverDecisions } from '@waymark/schemas/wire/messages'

/**
 * What the core (always loaded) and the guide chunk (loaded once there is a decision) say to each other. Both check
 * `version`: a chunk of another release is not started.
 */

/** Kinds of failure; each is reported to ingest once per page. */
export type GuideErrorKind =
  | 'guide_content'
  | 'guide_kind'
  | 'guide_unknown_node'
  | 'guide_render'
  | 'guide_trigger'
  | 'guide_action'

/** What pages may listen to with `waymark.on(name, fn)`. */
export type GuideEventName =
  | 'guide:armed'
  | 'guide:shown'
  | 'guide:seen'
  | 'guide:clicked'
  | 'guide:dismissed'
  | 'guide:completed'
  | 'guide:snoozed'
  | 'guide:answered'
  | 'guide:missed'

export interface GuideEventDetail {
  readonly guide: string
  readonly decision: string
  readonly version: number
  readonly step?: string
  readonly [key: string]: string | number | boolean | Answers | undefined
}

/** Takes a listener away again. */
export type Unlisten = () => void

/** The core, as the guide chunk sees it. None of these throws. */
export interface GuideHost {
  /** Of the core; equal to the chunk's. */
  readonly version: string
  /** Where ingest is, without a trailing slash: `https://in.example.com` or `https://app.example.com/wm`. */
  readonly baseUrl: string
  /** The nonce of the snippet's script tag; for links the chunk creates. */
  readonly nonce: string | undefined
  /** What this person may see now, highest priority first. Empty while `guides` is not consented to. */
  decisions(): readonly Decision[]
  /** Of decisions that are there no more: those that are not to stay on the screen either, and why. */
  over(): OverDecisions
  /** Runs after every change of `decisions()`, at once for a change of person. */
  onDecisions(fn: (decisions: readonly Decision[]) => void): Unlisten
  /** An opaque text for whom the page belongs to now; another one after identify (B after A) and reset. */
  person(): string
  /** May this capped guide be painted? Settles within 500 ms; `late` when the answer did not come. */
  claim(decisionId: string): Promise<ClaimResponse>
  /** Records one of `ownEvents` (or the event of a `track` action) under the purpose `guides`. */
  record(event: string, properties: JsonObject): void
  /** Sets traits of the person, under the purpose `guides`. */
  setTraits(traits: JsonObject): void
  /** Ids of the milestones that the server says this person has reached. */
  reached(): ReadonlySet<string>
  /** Keeps a text for this tab, also for its next pages; undefined: nothing. Without storage it is gone with the page. */
  keep(text: string | undefined): void
  kept(): string | undefined
  /** The content file of a decision (its `content` path), cached in memory; undefined when it cannot be had. */
  content(path: string): Promise<GuideContent | undefined>
  /** Runs after the page's URL changed (full URL, as the browser shows it). Not called for the first page. */
  onNavigate(fn: (url: string) => void): Unlisten
  /** Runs for every event that the page tracks itself, before it is sent. */
  onTrack(fn: (event: string, properties: JsonObject) => void): Unlisten
  /** BCP 47; the `locale` given to the snippet, else of `<html lang>`, else the browser's. */
  locale(): string
  /** For `waymark.on(...)` listeners of the page. */
  emit(name: GuideEventName, detail: GuideEventDetail): void
  /** A function that the page registered (`waymark.guides.register(name, fn)`) for a `call` action. */
  registered(name: string): (() => unknown) | undefined
  /** The page's router (`waymark.guides.navigate = url => …`), for `open` in the same tab; false: use the location. */
  navigate(url: string): boolean
  reportError(kind: GuideErrorKind, error: unknown): void
}

/** One guide of `waymark.guides.list()`. */
export interface ListedGuide {
  readonly guide: string
  readonly decision: string
  readonly state: 'waiting' | 'armed' | 'shown' | 'done'
}

/** The guide chunk, as the core sees it. None of these throws. */
export interface GuideEngine {
  readonly version: string
  /** Read `host.decisions()` again. */
  decisionsChanged(): void
  /** The page's URL changed: armed triggers that belonged to the old page die. */
  navigated(url: string): void
  /** The page belongs to someone else now: what is shown or armed goes before the next paint. */
  personChanged(): void
  /** Guides are no longer wanted here: what is shown, armed or under way goes. */
  forget(): void
  /** Shows a decided guide now, whatever its trigger. False when there is no decision for it. */
  show(guideId: string): boolean
  list(): readonly ListedGuide[]
  /** Takes everything away and every listener. */
  stop(): void
}
