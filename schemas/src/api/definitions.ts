import type { Definition, DefinitionKind, Problem } from '../definitions/definition.ts'
import type { StaleTranslation } from '../definitions/definition-record.ts'
import type { Level } from '../rules/rule-kind.ts'

/** GET /api/definitions?env= */
export interface DefinitionList {
  readonly definitions: readonly DefinitionItem[]
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
  /** Its past is still being read: until then what was in force before stays so. */
  readonly past?: PastProgress
}

/** How many people or accounts a change lets in and out, or why that cannot be told. */
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
  | { readonly t: 'untold'; readonly why: string }

/** How much of a past has been read. */
export interface PastProgress {
  readonly read: number
  readonly events: number
}
