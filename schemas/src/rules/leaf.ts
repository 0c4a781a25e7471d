import type { JsonObject } from '../json.ts'
import type { DidSummary } from './did/did-summary.ts'
import type { DistinctValues } from './did/distinct-values.ts'
import type { UnitCounts } from './did/unit-counts.ts'
import type { Level } from './rule-kind.ts'
import type { ScoreDays } from './score/score-days.ts'
import type { StepsSeen } from './sequence/steps-seen.ts'

/** What a leaf sees of an event. */
export interface ObservedEvent {
  readonly type: string
  readonly name: string
  /** Of a page; '' else. */
  readonly path: string
  readonly properties: JsonObject
  /** When it happened, corrected, ms. */
  readonly time: number
  /** Where it lay in the log: of events of one instant the smaller came first. */
  readonly order: number
  /** Sent by a server. */
  readonly verified?: boolean
}

/**
 * What a subject keeps of the events that one leaf is about. A commutative monoid: the summary of two lists of events is the merge
 * of their summaries, whatever the order and grouping. From this one law follow late events, joined identities and backfill.
 * Plain JSON, and never changed in place.
 */
export type Summary = DidSummary | UnitCounts | DistinctValues | StepsSeen | ScoreDays

/** How one kind of summary comes about. (Methods, so that a leaf of one kind can stand among leaves of all kinds.) */
export interface SummaryLaw<S extends Summary> {
  /** The summary with one more event in it; the very same one where the event does not matter to it. */
  observe(summary: S | undefined, event: ObservedEvent): S | undefined
  merge(a: S, b: S): S
  /** Time of the newest event in it. */
  newest(summary: S): number
}

/**
 * What a database can tell of a subject without anybody looking at the events one by one: how often an event of this name happened,
 * when first, and its newest times.
 */
export interface PlainCount {
  readonly event: string
  /** Only what a server sent. */
  readonly verified: boolean
  readonly keep: number
}

/** A leaf that keeps something of a subject's events. Two leaves of the same content share it, whoever wrote them. */
export interface Leaf<S extends Summary = Summary> extends SummaryLaw<S> {
  /** Hash of the content: what it looks for, at which level, and how much is kept. */
  readonly hash: string
  readonly level: Level
  /** `track:Name`, `page` for every page, or `*` for everything; `observe` then tells them apart. */
  readonly listens: readonly string[]
  /** Its summary is a `DidSummary` of no more than this. */
  readonly plain?: PlainCount
  /**
   * The part of a summary that tells whether a further event is news to it. With this a member's event that adds nothing to what
   * the account has been told of them is not told.
   */
  recent?(summary: S): S
}

/** Merges where one side may have nothing. */
export const mergeLeaf = (
  leaf: Leaf,
  a: Summary | undefined,
  b: Summary | undefined,
): Summary | undefined => (a && b ? leaf.merge(a, b) : (a ?? b))
