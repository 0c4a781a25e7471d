import type { Definition, DefinitionKind, Problem } from '../definitions/definition.ts'

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
}

/** POST /api/definitions/apply */
export interface ApplyRequest {
  readonly env: string
  readonly documents: readonly unknown[]
  readonly dryRun?: boolean
  /** `kind/id` → version that the author started from; a stale one is 409. */
  readonly baseVersions?: { readonly [key: string]: number }
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
}
