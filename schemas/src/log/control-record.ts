import type { StoredSuppression } from './suppression.ts'

/** What lies in `control`, as JSON: who may do what, and what must stay secret. Keys: `user/…`, `session/…`, `token/…`, `secret/…`, `link/…`, `audit/…`, `request/…`, `suppression/…`. */
export type ControlRecord =
  | StoredUser
  | StoredSession
  | StoredToken
  | StoredSecret
  | StoredLink
  | AuditEntry
  | SendRequest
  | StoredSuppression

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
