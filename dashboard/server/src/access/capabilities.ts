import type { Role } from '@waymark/schemas'

/** What a request may need. `anyone` asks for nothing, not even a sign-in; `signed-in` for any role. */
export type Capability =
  | 'anyone'
  | 'signed-in'
  | 'inspect'
  | 'work-leads'
  | 'write-definitions'
  | 'send'
  | 'read-secrets'
  | 'manage-keys'
  | 'manage-tokens'
  | 'manage-users'
  | 'operate'
  | 'read-audit'

const all: readonly Role[] = ['owner', 'admin', 'author', 'publisher', 'analyst', 'sdr']

/** Who may do what: the one table. Every route names a line of it. */
export const capabilities: { readonly [Name in Exclude<Capability, 'anyone'>]: readonly Role[] } = {
  /** Read what happened: events, people, accounts, leads, definitions. */
  'signed-in': all,
  /** Read snapshots, explanations and dead letters. */
  inspect: ['owner', 'admin', 'author', 'publisher', 'analyst'],
  /** Claim, snooze and close leads. */
  'work-leads': ['owner', 'admin', 'publisher', 'sdr'],
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
}

/** Whether a role has a capability. */
export const mayDo = (role: Role, capability: Capability): boolean =>
  capability === 'anyone' || capabilities[capability].includes(role)

const rank: { readonly [R in Role]: number } = {
  owner: 3,
  admin: 2,
  publisher: 1,
  author: 1,
  analyst: 0,
  sdr: 0,
}

/** Nobody hands out more than they have. */
export const mayGive = (giver: Role, given: Role): boolean => rank[giver] >= rank[given]
