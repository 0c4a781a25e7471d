import type { DefinitionKind } from '../definitions/definition.ts'
import type { JsonObject } from '../json.ts'
import type { StoredSuppression } from './suppression.ts'

/** What lies in `control`, as JSON: who may do what, and what must stay secret. Keys: `user/…`, `session/…`, `token/…`, `secret/…`, `link/…`, `audit/…`, `request/…`, `suppression/…`, `draft/…`. */
export type ControlRecord =
  | StoredUser
  | StoredSession
  | StoredToken
  | StoredSecret
  | StoredLink
  | AuditEntry
  | SendRequest
  | StoredSuppression
  | StoredDraft

export type Role = 'owner' | 'admin' | 'author' | 'publisher' | 'analyst' | 'sdr'

export interface StoredUser {
  readonly t: 'user'
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly role: Role
  readonly at: number
  readonly removed?: number
}

export interface StoredSession {
  readonly t: 'session'
  /** SHA-256 of the cookie's text, hex. */
  readonly hash: string
  readonly user: string
  readonly at: number
  readonly expires: number
}

export interface StoredToken {
  readonly t: 'token'
  readonly id: string
  readonly hash: string
  readonly name: string
  readonly role: Role
  readonly at: number
  readonly by: string
  /** Host and data directory whose commands use it, where Waymark made it for them. */
  readonly machine?: string
  readonly revoked?: number
}

/** A sign-in link: used once. */
export interface StoredLink {
  readonly t: 'link'
  readonly hash: string
  readonly user: string
  readonly expires: number
  readonly used?: number
}

/** Sealed by the key in WAYMARK_SECRET: AES-256-GCM, base64 of iv + tag + text; the record's key is its associated data. */
export interface StoredSecret {
  readonly t: 'secret'
  /** `endpoint/<env>/<id>` (a `whsec_…`), `key/<id>` (a server key). */
  readonly name: string
  readonly sealed: string
  readonly at: number
}

export interface AuditEntry {
  readonly t: 'audit'
  readonly id: string
  readonly at: number
  readonly by: string
  readonly what: string
  readonly on: string
  readonly detail?: string
}

/** What a dashboard asks the process that sends. Deleted once taken; an old one is not carried out. */
export interface SendRequest {
  readonly t: 'request'
  readonly id: string
  readonly do: 'test' | 'replay'
  readonly env: string
  /** Of the test: the endpoint. Of the replay: the delivery's id. */
  readonly on: string
  /** Where several processes share the partitions, the one that owns this subject's carries it out. */
  readonly subject: string
  readonly at: number
}

/** A definition that somebody is still writing. What serves visitors does not read this topic. */
export interface StoredDraft {
  readonly t: 'draft'
  readonly env: string
  readonly kind: DefinitionKind
  readonly id: string
  /** 1, 2, 3 …; begins again after the draft was published or thrown away. */
  readonly version: number
  /** The published version that it was begun from; 0: there was none. */
  readonly base: number
  readonly document: JsonObject
  readonly at: number
  readonly by: string
}

/** The record's key in `control`: one draft for each definition of an environment. */
export const draftKey = (env: string, kind: DefinitionKind, id: string): string =>
  `draft/${env}/${kind}/${id}`
