/**
 * How pages of an environment prove who is signed in. GET /api/identity?env= ; POST /api/identity {mode} ;
 * POST /api/identity/keys {keys} sets the public keys ; POST /api/identity/secrets ; DELETE /api/identity/secrets/:id
 */
export interface IdentitySetup {
  readonly env: string
  /** `enforce`: without a valid token nobody is served as a user. */
  readonly mode: 'watch' | 'enforce'
  /** Two at most. */
  readonly secrets: readonly IdentitySecretItem[]
  /** Key ids of the public keys, '' where one has none. */
  readonly publicKeys: readonly string[]
  /** Events of signed-in people from pages in the last 24 hours, with a valid token and without. */
  readonly coverage: { readonly signed: number; readonly unsigned: number }
}

export interface IdentitySecretItem {
  readonly id: string
  readonly at: number
  /** Only for those who may see it. */
  readonly secret?: string
}
