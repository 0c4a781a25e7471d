import type { JsonObject } from '../json.ts'
import type { Definition, DefinitionKind } from './definition.ts'

/**
 * What lies in the topic `definitions`, as JSON. The key is `definition/<env>/<kind>/<id>`, `key/<id>`, `environment/<env>`,
 * `identity/<env>`, `counted/<env>` or `backfill/<env>`; a `null` value deletes it.
 */
export type DefinitionsRecord =
  | StoredDefinition
  | StoredKey
  | StoredEnvironment
  | StoredIdentity
  | StoredCounted
  | StoredBackfill

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
  /** It came of a file: the version that this was exported with. What comes of the same file later follows on it. */
  readonly exported?: number
  /** What was in force when this was written: it stays so until the past of this one has been read. */
  readonly before?: { readonly version: number; readonly definition: Definition }
  /** Translations whose text has changed since they were made. */
  readonly stale?: readonly StaleTranslation[]
}

/** A text in a locale that is not the first, and the first text that it was made of. */
export interface StaleTranslation {
  readonly locale: string
  readonly text: string
  readonly of: string
}

/**
 * Which leaves hold all of the past, by the definitions that read them: `kind/id`, or '' for what nobody wrote. An environment
 * without this record has no past to wait for: its definitions count from when they were published.
 */
export interface StoredCounted {
  readonly t: 'counted'
  readonly env: string
  readonly at: number
  readonly definitions: {
    readonly [name: string]: { readonly version: number; readonly leaves: readonly string[] }
  }
  /** The newest past that is in it, by the version with which it began: what that would have decided counts. */
  readonly past?: number
}

/** What has no rules counts nothing, and has no past. */
export const countsNothing: ReadonlySet<string> = new Set<DefinitionKind>([
  'guide',
  'email',
  'endpoint',
])

/** A past that is being read, or was: how far, and from which offset in `definitions` on its leaves count live. */
export interface StoredBackfill {
  readonly t: 'backfill'
  readonly env: string
  readonly at: number
  /** Absent in the first record of a past, whose own offset it is. */
  readonly from?: number
  readonly leaves: readonly string[]
  /** The versions of the definitions that wait for it. */
  readonly of: { readonly [name: string]: number }
  /** Events to be read, read so far, and in how many tiles. */
  readonly events: number
  readonly read: number
  readonly tiles: number
  /** The last person whose past was told. */
  readonly after?: string
  /** When all of it was told and folded. */
  readonly ready?: number
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

/**
 * How an environment's pages prove who is signed in: tokens (JWT) that the host's server signs, with HS256 and one of these
 * secrets, or with a private key whose public half is in `jwks`.
 */
export interface StoredIdentity {
  readonly t: 'identity'
  readonly env: string
  /** `enforce`: without a valid token nobody is served as a user. `watch`: unsigned identities are served and counted. */
  readonly mode: 'watch' | 'enforce'
  /** Two at most, so that one can take the place of the other without a gap. Sealed under `identitySecretName`. */
  readonly secrets: readonly IdentitySecret[]
  /** A JWK set: public keys for RS256 and ES256. */
  readonly jwks?: { readonly keys: readonly JsonObject[] }
  readonly at: number
}

export interface IdentitySecret {
  readonly id: string
  readonly sealed: string
  readonly at: number
}

/** The record's key in `definitions`: of each environment the newest counts. */
export const countedKey = (env: string): string => `counted/${env}`

/** As `countedKey`. */
export const backfillKey = (env: string): string => `backfill/${env}`

/** As `countedKey`. */
export const identityKey = (env: string): string => `identity/${env}`

/** What a secret for identity tokens is sealed under. */
export const identitySecretName = (env: string, id: string): string => `identity/${env}/${id}`

/** The record's key in `definitions`: of each definition of an environment the newest counts. */
export const definitionKey = (env: string, kind: DefinitionKind, id: string): string =>
  `definition/${env}/${kind}/${id}`
