import type { Definition, DefinitionKind, Problem } from '../definitions/definition.ts'
import type { StaleTranslation } from '../definitions/definition-record.ts'
import type { Json } from '../json.ts'
import type { LifecycleState } from '../rules/lifecycle.ts'
import type { Level } from '../rules/rule-kind.ts'

/** GET /api/definitions?env= */
export interface DefinitionList {
  readonly definitions: readonly DefinitionItem[]
  /** Partitions that what was published last waits for; absent where all have taken it up, or there was no time yet. */
  readonly notTakenUp?: NotTakenUp
}

/** Nobody folds these partitions, or whoever does is busy: people and accounts in them have not met what is published. */
export interface NotTakenUp {
  readonly partitions: readonly number[]
  readonly since: number
  /** A sentence, with what to look at. */
  readonly says: string
}

export interface DefinitionItem {
  readonly kind: DefinitionKind
  readonly id: string
  readonly version: number
  readonly at: number
  readonly by: string
  readonly definition: Definition
  /** Its rules as plain English. */
  readonly says: string
  /** Its past is still being read: until then what was in force before stays so. */
  readonly past?: PastProgress
  /** Translations whose text has changed since they were made. */
  readonly stale?: readonly StaleTranslation[]
  /** What its author may not have meant; it is not refused for that. Absent: nothing. */
  readonly warnings?: readonly Problem[]
}

/** POST /api/definitions/apply */
export interface ApplyRequest {
  readonly env: string
  readonly documents: readonly unknown[]
  readonly dryRun?: boolean
  /** `kind/id` → version that the author started from; a stale one is 409. */
  readonly baseVersions?: { readonly [key: string]: number }
  /** `kind/id` → version that its file was exported with; 409 where somebody has changed it otherwise since. */
  readonly exported?: { readonly [key: string]: number }
  /** Writes over what was changed since the files were exported. */
  readonly force?: boolean
}

/** Of a refusal (409): what is in force is not what the author started from. */
export interface StaleDefinition {
  /** `kind/id` */
  readonly key: string
  /** The version that the author started from. */
  readonly base: number
  readonly current: number
  /** What is in force now; `null` where it was deleted or never was. */
  readonly definition: Definition | null
  /** Who wrote the current version, and when; absent where there never was one. */
  readonly by?: string
  readonly at?: number
}

/** GET /api/export?env= */
export interface ExportedDefinitions {
  readonly env: string
  readonly documents: readonly Definition[]
  /** `kind/id` → its version. */
  readonly versions: { readonly [key: string]: number }
}

export interface ApplyResult {
  readonly ok: boolean
  readonly changes: readonly ApplyChange[]
  readonly problems: readonly (Problem & { readonly document: number; readonly id?: string })[]
  readonly dryRun: boolean
}

export interface ApplyChange {
  readonly kind: DefinitionKind
  readonly id: string
  readonly what: 'new' | 'changed' | 'same'
  readonly version: number
  /** A sentence: what it will change and from when it counts. */
  readonly says: string
  /** Of a dry run: who would come in and go out by it. */
  readonly moves?: RuleMoves
  /** The same in English. */
  readonly movesSay?: string
  /** Its past is still being read: until then what was in force before stays so. */
  readonly past?: PastProgress
  /** What its author may not have meant; it is not refused for that. Absent: nothing. */
  readonly warnings?: readonly Problem[]
}

/** How many come into a lifecycle state and go out of it, and how many are in it then. */
export interface StateMoves {
  readonly state: LifecycleState
  readonly enters: number
  readonly leaves: number
  readonly after: number
}

/** How many go on from a step of a flow, and to which; `null`: out of the flow. */
export interface StepMoves {
  readonly step: string
  readonly to: string | null
  readonly places: number
}

/** How many people or accounts a change lets in and out, of a lifecycle state by state, of a flow by its steps, or why that cannot be told. */
export type RuleMoves =
  | {
      readonly t: 'counted'
      readonly level: Level
      readonly enters: number
      readonly leaves: number
      /** How many are in then. */
      readonly after: number
      /** In what the stream may say otherwise. */
      readonly note?: string
    }
  | {
      readonly t: 'states'
      readonly level: Level
      /** Those that somebody is in, before or after. */
      readonly states: readonly StateMoves[]
      readonly note?: string
    }
  | {
      readonly t: 'steps'
      readonly level: Level
      /** Of a flow with a key: each of its values stands at a step by itself, and is counted. */
      readonly key?: string
      /** From which steps whoever stands there goes on, by the list of its author or because the step is gone. */
      readonly steps: readonly StepMoves[]
      /** How many stay at the step at which they stand. */
      readonly stay: number
    }
  /** `more`: one dry run counts only so many definitions, and this is one of the others. */
  | { readonly t: 'untold'; readonly why: string; readonly more?: true }

/** How much of a past has been read. */
export interface PastProgress {
  readonly read: number
  readonly events: number
}

/** GET /api/definitions/:kind/:id/versions?env= */
export interface VersionList {
  readonly kind: DefinitionKind
  readonly id: string
  /** The newest: what a rollback names as its `baseVersion`. */
  readonly current: number
  /** Those that are kept, newest first. */
  readonly versions: readonly VersionItem[]
}

export interface VersionItem {
  readonly version: number
  readonly at: number
  readonly by: string
  readonly what: 'new' | 'changed' | 'deleted'
  /** It is this earlier version again: somebody rolled back to it. */
  readonly again?: number
  /** What it made different from the version before it; absent where there was none, or it is no longer kept. */
  readonly changes?: readonly ContentChange[]
}

/** A difference between two contents of a definition: without `before` it was added, without `after` removed. */
export interface ContentChange {
  /** `steps[0].content[1].text` */
  readonly at: string
  readonly before?: Json
  readonly after?: Json
}

/** GET /api/definitions/:kind/:id/versions/:version?env= */
export interface VersionDetail extends VersionItem {
  /** The newest version: what a rollback names as its `baseVersion`. */
  readonly current: number
  /** As it was written; `null` where it was deleted. */
  readonly definition: Definition | null
  /** What rolling back to it would change in what is in force. */
  readonly back: readonly ContentChange[]
  /** What its author may not have meant; it is not refused for that. Absent: nothing. */
  readonly warnings?: readonly Problem[]
}

/** POST /api/definitions/:kind/:id/rollback */
export interface RollbackRequest {
  readonly env: string
  readonly to: number
  /** The newest version that the author has seen; any other is 409. */
  readonly baseVersion: number
}

export interface RolledBack {
  readonly what: 'new' | 'changed' | 'same' | 'deleted'
  /** The version that it is now. */
  readonly version: number
  /** A sentence: what it changes and from when it counts. */
  readonly says: string
  /** Its past is still being read: until then what was in force before stays so. */
  readonly past?: PastProgress
  /** What its author may not have meant; it is not refused for that. Absent: nothing. */
  readonly warnings?: readonly Problem[]
}

/** GET /api/definitions/deleted?env= */
export interface DeletedList {
  /** Last deleted first. */
  readonly deleted: readonly DeletedDefinition[]
}

/** No longer in force; rolled back to one of its versions it is again. */
export interface DeletedDefinition {
  readonly kind: DefinitionKind
  readonly id: string
  readonly version: number
  readonly at: number
  readonly by: string
  /** What it was called last. */
  readonly name?: string
}
