import type { Definition, DefinitionKind } from './definition.ts'

/**
 * What lies in the topic `definitions`, as JSON. The key is `definition/<env>/<kind>/<id>`, `key/<id>` or `environment/<env>`;
 * a `null` value deletes it.
 */
export type DefinitionsRecord = StoredDefinition | StoredKey | StoredEnvironment

export interface StoredDefinition {
  readonly t: 'definition'
  readonly env: string
  readonly kind: DefinitionKind
  readonly id: string
  /** 1, 2, 3 …; a definition written again after deletion goes on counting. */
  readonly version: number
  /** `null` where it was deleted: kept for its version. */
  readonly definition: Definition | null
  readonly at: number
  readonly by: string
}

/** A key that clients show. Only its SHA-256 is here; the text of a server key lies sealed in `control`. */
export interface StoredKey {
  readonly t: 'key'
  readonly id: string
  readonly env: string
  readonly type: 'write' | 'server'
  /** SHA-256 of the whole key, hex. */
  readonly hash: string
  /** The key itself where it is public (`wk_…`). */
  readonly key?: string
  readonly at: number
  /** What it is for. The first keys have none. */
  readonly name?: string
  readonly revoked?: number
  /** Allowed origins; absent: any. */
  readonly origins?: readonly string[]
}

export interface StoredEnvironment {
  readonly t: 'environment'
  readonly env: string
  readonly name: string
  readonly project: string
  readonly projectName: string
  readonly at: number
}

export const definitionKey = (env: string, kind: DefinitionKind, id: string): string =>
  `definition/${env}/${kind}/${id}`
