import type { Role } from '@waymark/schemas'
import type { Capabilities } from '@waymark/schemas/api/capabilities'

/** What some roles may and others may not, as the server's table has it. The server decides; this only says it before somebody tries. */
const allowed = {
  inspect: ['owner', 'admin', 'author', 'publisher', 'analyst'],
  'work-leads': ['owner', 'admin', 'publisher', 'sdr'],
  'release-any': ['owner', 'admin', 'publisher'],
  'write-definitions': ['owner', 'admin', 'author', 'publisher'],
  send: ['owner', 'admin', 'author', 'publisher'],
  'read-secrets': ['owner', 'admin'],
  'manage-keys': ['owner', 'admin'],
  'manage-tokens': ['owner', 'admin'],
  'manage-users': ['owner', 'admin'],
} as const satisfies Partial<Capabilities>

export type Deed = keyof typeof allowed

export const may = (role: Role, deed: Deed): boolean =>
  (allowed[deed] as readonly Role[]).includes(role)

/** Why a control is switched off: `Needs the role owner, admin or sdr.` */
export const whyMayNot = (deed: Deed): string => {
  const roles: readonly string[] = allowed[deed]
  return `Needs the role ${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}.`
}
