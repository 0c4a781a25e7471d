import type { JsonObject } from '@waymark/schemas'
import type { IdentityToken } from './api.ts'

/** Who is signed in, as far as an app knows; nobody is nothing to tell, as signing out is `reset`. */
export interface SignedIn {
  readonly userId: string
  readonly traits?: JsonObject
  readonly token?: IdentityToken
}
