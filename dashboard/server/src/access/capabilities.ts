import type { Role } from '@waymark/schemas'
import { type Capabilities, capabilities } from '@waymark/schemas/api/capabilities'

/** What a request may need. `anyone` asks for nothing, not even a sign-in; `signed-in` for any role. */
export type Capability = 'anyone' | keyof Capabilities

/** Who has a capability. */
export const rolesOf = (capability: Exclude<Capability, 'anyone'>): readonly Role[] =>
  capabilities[capability]

/** Whether a role has a capability. */
export const mayDo = (role: Role, capability: Capability): boolean =>
  capability === 'anyone' || rolesOf(capability).includes(role)

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
