import type { Waymark } from '../api.ts'
import type { GuideEngine } from '../guide-contract.ts'
import { version } from '../version.ts'
import type { Contexts } from './contexts.ts'
import type { Events } from './events.ts'
import type { Kept } from './kept.ts'
import type { GuideLink, Tracked } from './later/guides.ts'
import type { Messaging } from './later/start-messaging.ts'
import type { Outbox } from './outbox.ts'
import type { Recorder } from './recorder.ts'
import type { Reporter } from './reporter.ts'
import type { Settings } from './settings.ts'
import type { TabMessage } from './tabs.ts'
import type { Transport } from './transport.ts'

/** A file of this very build. */
export interface BuiltFile {
  readonly name: string
  readonly integrity: string
}

/** Without a name: the guide chunk. */
export type LoadFile = <M = GuidePart>(file?: BuiltFile) => Promise<M>

/** The guide chunk. */
export interface GuidePart {
  readonly version: string
  startGuides(link: GuideLink): GuideEngine
}

/** What the core hands to the part that asks for messages. */
export interface CoreLink {
  readonly waymark: Waymark
  readonly settings: Settings
  readonly kept: Kept
  readonly transport: Transport
  readonly outbox: Outbox
  readonly recorder: Recorder
  readonly report: Reporter['report']
  readonly contexts: Contexts
  readonly events: Events
  /** Proves who is signed in. */
  readonly proof: () => Promise<string | undefined>
  readonly tell: (message: TabMessage) => void
  /** What was tracked on this page view, oldest first; guides take out what they have heard. */
  readonly early: Tracked[]
  /** What the page has registered for guides to call. */
  readonly registered: ReadonlyMap<string, () => unknown>
  /** A file of this build. */
  readonly loadFile: <M>(file: BuiltFile) => Promise<M>
}

/** What the core loads once the visitor allows guides and sees the page: it asks, listens, and loads the guides. */
export interface MessagesPart {
  readonly version: string
  startMessages(link: CoreLink): Messaging
}

/** How this build loads its lazy parts. */
export interface LazyFiles {
  readonly loadMessages: () => Promise<MessagesPart>
  readonly loadFile: CoreLink['loadFile']
}

/** A lazy part of another release is not started. */
export const checkVersion = <P extends { readonly version: string }>(part: P): P => {
  if (part.version !== version) throw new Error(`${part.version}, not ${version}`)
  return part
}
