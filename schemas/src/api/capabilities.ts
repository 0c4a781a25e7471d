import type { Role } from '../log/control-record.ts'

/** Who may do what: the one table. Every route of the dashboard names a line of it. */
export const capabilities = {
  /** Read what happened: events, people, accounts, leads, definitions. */
  'signed-in': ['owner', 'admin', 'author', 'publisher', 'analyst', 'sdr'],
  /** Read snapshots, explanations and dead letters. */
  inspect: ['owner', 'admin', 'author', 'publisher', 'analyst'],
  /** Claim, snooze and close leads and tasks. */
  'work-leads': ['owner', 'admin', 'publisher', 'sdr'],
  /** Give back a lead or a task that somebody else has claimed. */
  'release-any': ['owner', 'admin', 'publisher'],
  /** Try, write and delete definitions. */
  'write-definitions': ['owner', 'admin', 'author', 'publisher'],
  /** Send a test, send a delivery again. */
  send: ['owner', 'admin', 'author', 'publisher'],
  /** See server keys and signing secrets. */
  'read-secrets': ['owner', 'admin'],
  /** Make and revoke keys; say from which origins pages may send. */
  'manage-keys': ['owner', 'admin'],
  'manage-tokens': ['owner', 'admin'],
  'manage-users': ['owner', 'admin'],
  /** Replay dead letters. */
  operate: ['owner', 'admin'],
  'read-audit': ['owner', 'admin'],
} as const satisfies { readonly [name: string]: readonly Role[] }

export type Capabilities = typeof capabilities
