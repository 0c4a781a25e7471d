import type { JsonObject } from '@waymark/schemas'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { GuideEventDetail, GuideEventName, ListedGuide, Unlisten } from './guide-contract.ts'

export type ConsentChoice = 'granted' | 'pending' | 'denied'
export type IdentityToken = string | (() => string | Promise<string>)

/** The same as the snippet's `data-…` attributes. */
export interface WaymarkOptions {
  /** The public write key, `wk_…`. */
  readonly key: string
  /** Where ingest is: an origin, or a path prefix of the page's own. */
  readonly host: string
  /** Until the visitor has said something; `granted` unless told otherwise. */
  readonly consent?: ConsentChoice
  /** `none`: cookies, localStorage and IndexedDB stay untouched; ids last as long as the page. */
  readonly storage?: 'full' | 'none'
  /** BCP 47; else of `<html lang>`, else the browser's. */
  readonly locale?: string
  /** Query keys that may be recorded besides `utm_*`. */
  readonly queryKeys?: readonly string[]
  /** The fragment is the route (`#/settings`). */
  readonly hashRoutes?: boolean
  /** Records clicks on controls; on unless `false`. */
  readonly clicks?: boolean
  /** Records page views, of single-page apps too; on unless `false`. */
  readonly pages?: boolean
  /** `headless`: decisions are there, nothing is drawn. `off`: ingest is not asked. */
  readonly guides?: 'auto' | 'headless' | 'off'
  /** Signed identity token of who is signed in, or what fetches one. */
  readonly token?: IdentityToken
  /** Of the page's Content Security Policy. */
  readonly nonce?: string
}

/** What pages call. None of it throws; all of it may be called before the SDK has arrived. */
export interface Waymark {
  readonly version: string
  readonly key: string
  /** Somebody did something: `track('Report exported', { format: 'csv' })`. */
  track(event: string, properties?: JsonObject): void
  /** A page view; needed only with `pages: false`. */
  page(name?: string, properties?: JsonObject): void
  /** Who is signed in. Someone else than before implies `reset`. */
  identify(userId: string, traits?: JsonObject, options?: { readonly token?: IdentityToken }): void
  /** The account that the person acts for. */
  group(groupId: string, traits?: JsonObject): void
  /** Signed out: everything that identifies rotates. */
  reset(): void
  /** `userId` was known as `previousId` (by default: as the one of this page). */
  alias(userId: string, previousId?: string): void
  /** What the visitor allows, for all purposes or each; remembered. */
  consent(
    choice: ConsentChoice | { readonly analytics?: ConsentChoice; readonly guides?: ConsentChoice },
  ): void
  on<N extends WaymarkEventName>(name: N, fn: (detail: WaymarkEvents[N]) => void): Unlisten
  off<N extends WaymarkEventName>(name: N, fn: (detail: WaymarkEvents[N]) => void): void
  readonly guides: WaymarkGuides
  /** Takes every listener away; for tests and hot reloading. */
  stop(): void
}

export type WaymarkEvents = { readonly [name in GuideEventName]: GuideEventDetail } & {
  readonly decisions: readonly Decision[]
}
export type WaymarkEventName = keyof WaymarkEvents

export interface WaymarkGuides {
  list(): readonly ListedGuide[]
  /** Shows a guide that was decided for this person, whatever its trigger. False when there is none. */
  show(guide: string): Promise<boolean>
  /** What the server has decided, for pages that draw it themselves. */
  decide(): Promise<readonly Decision[]>
  /** Makes a function callable by the `call` action of guides. */
  register(name: string, fn: () => unknown): void
  /** The app's router: guides that open a page of the app call it instead of loading the page. */
  navigate?: (url: string) => void
}
