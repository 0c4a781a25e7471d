import type { Role } from '../log/control-record.ts'

/** GET, POST /api/tokens ; DELETE /api/tokens/:id */
export interface TokenItem {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly at: number
  readonly by: string
  readonly revoked?: number
  /** Only in the answer to the POST: `wm_…`. */
  readonly token?: string
}

/** GET, POST /api/users ; POST /api/users/:id/link ; DELETE /api/users/:id ; POST /api/me {name} changes one's own name. */
export interface UserItem {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly role: Role
  readonly at: number
  readonly removed?: number
}

/** GET, POST /api/keys?env= ; DELETE /api/keys/:id ; POST /api/keys/:id/origins {origins} sets from where a write key may be used. */
export interface KeyItem {
  readonly id: string
  readonly env: string
  readonly type: 'write' | 'server'
  /** Whole for write keys; for server keys only for those who may see it. */
  readonly key?: string
  /** What it is for. */
  readonly name?: string
  readonly at: number
  readonly revoked?: number
  /** Pages of these origins may use a write key; absent: of any. */
  readonly origins?: readonly string[]
}
