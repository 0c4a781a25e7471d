import type { DefinitionKind, Problem } from '../definitions/definition.ts'
import type { JsonObject } from '../json.ts'
import type { SaidOnLine } from '../wire/page-line.ts'
import type { ApplyChange } from './definitions.ts'

/** GET /api/drafts?env= */
export interface DraftList {
  readonly drafts: readonly DraftItem[]
  /** Ids of guides that were published once and are no more: a new guide is not named so. */
  readonly usedBefore: readonly string[]
}

/** What somebody is writing: kept by the dashboard alone, so that no visitor is ever served it. */
export interface DraftItem {
  readonly kind: DefinitionKind
  readonly id: string
  /** Of the draft: 1, 2, 3 … */
  readonly version: number
  /** The published version that it was begun from; 0: there was none. */
  readonly base: number
  readonly document: JsonObject
  readonly at: number
  readonly by: string
  /** What stands between it and its publication. */
  readonly problems: readonly Problem[]
  /**
   * What it names that is not in force: to be published before it, or chosen anew; and what its author may not have meant. Absent:
   * nothing.
   */
  readonly warnings?: readonly Problem[]
}

/** POST /api/drafts/:kind/:id/publish */
export interface PublishedDraft {
  readonly change: ApplyChange
}

/** POST /api/authoring/ticket, POST /api/inspect/ticket */
export interface AuthoringTicketItem {
  readonly ticket: string
  readonly expires: number
}

/** POST /api/authoring/lines: a code for a page whose window cannot be reached. */
export interface AuthoringLineItem {
  readonly line: string
  readonly code: string
  readonly expires: number
}

/** GET /api/authoring/lines/:line?after= */
export interface AuthoringLineHeard {
  /** A page has shown the code. */
  readonly joined: boolean
  readonly said: readonly SaidOnLine[]
  readonly next: number
}
