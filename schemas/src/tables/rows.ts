import type { JsonObject } from '../json.ts'
import type { EventSource } from '../log/events-record.ts'
import type { SubjectKind } from '../log/subject.ts'
import type { Transition } from '../log/transition.ts'

/**
 * The rows of ClickHouse, as lines of JSON. The processor writes events into the log in this very form (`fact-line.ts`), so that
 * the sink only joins bytes. Instants are milliseconds since the epoch (`Int64` columns; tables add `DateTime64(3)` aliases).
 */

/** An event accepted once. Lies in `facts`, then in the table `events`. */
export interface FactRow {
  readonly env: string
  readonly message_id: string
  readonly type: 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias'
  /** The event's name; for pages and screens the name of the page; else the type. */
  readonly event: string
  /** Subject key of the person when folded: `env/u/…` or `env/a/…`. */
  readonly person: string
  readonly user_id: string
  readonly anonymous_id: string
  /** Group id of the account the event belongs to; '' without one. */
  readonly account: string
  /** When it happened, corrected for the client's clock, never later than received. */
  readonly time_ms: number
  /** When the log had it. */
  readonly received_ms: number
  /** The subject's clock when it was folded. */
  readonly folded_ms: number
  readonly source: EventSource
  readonly properties: JsonObject
  readonly context: JsonObject
  readonly part: number
  /** Offset of the source record in `events`, and the event's place within it. */
  readonly src: number
  readonly idx: number
  /** False for the excess of a hot subject: kept, but no rule has seen it. */
  readonly counts: boolean
  /** Offset in `definitions` of the newest change that the fold knew of; -1 where that is not known. */
  readonly program?: number
}

/** A change that a subject's fold decided. From `state`, into the table `transitions`. */
export interface TransitionRow {
  readonly env: string
  readonly subject: string
  readonly subject_kind: SubjectKind
  readonly version: number
  readonly idx: number
  /** `milestone`, `lifecycle`, `pql`, `decided` …: the transition's `t`. */
  readonly kind: string
  /** Id of the definition it is about; '' without one. */
  readonly definition: string
  readonly at_ms: number
  /** All of it. */
  readonly body: Transition
}

/** A subject as last folded. From `state`, into the table `subjects` (the highest version counts). */
export interface SubjectRow {
  readonly env: string
  readonly subject: string
  readonly subject_kind: SubjectKind
  readonly id: string
  readonly version: number
  readonly deleted: boolean
  /** An anonymous person that has become this subject key; '' else. Such a row is not listed. */
  readonly merged_into: string
  readonly first_seen_ms: number
  readonly last_seen_ms: number
  readonly account: string
  readonly lifecycle: string
  readonly name: string
  readonly email: string
  /** PQL definitions that are on. */
  readonly pql: readonly string[]
  readonly milestones: readonly string[]
  readonly traits: JsonObject
  /** The snapshot as JSON text, as `waymark state` prints it. */
  readonly state: string
}
