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

/** GET /api/keys?env= */
export interface KeyItem {
  readonly id: string
  readonly env: string
  readonly type: 'write' | 'server'
  /** Whole for write keys; for server keys only for those who may see it. */
  readonly key?: string
  readonly at: number
  readonly revoked?: number
}
