import type { Clock, Sealer } from '@waymark/runtime'
import type { StoredSecret } from '@waymark/schemas'
import { controlKey } from './control-view.ts'

/** A secret as it may lie in `control`: sealed, bound to the key of its record. */
export const sealSecret = (
  deps: { readonly sealer: Sealer; readonly clock: Clock },
  name: string,
  text: string,
): StoredSecret => ({
  t: 'secret',
  name,
  sealed: deps.sealer.seal(`secret/${name}`, text),
  at: deps.clock(),
})

/** The text of a sealed secret; `undefined` where WAYMARK_SECRET is not the one it was sealed with. */
export const openSecret = (sealer: Sealer, secret: StoredSecret | undefined): string | undefined =>
  secret && sealer.open(controlKey(secret), secret.sealed)

/** Where the signing secret of an endpoint lies. */
export const endpointSecretName = (env: string, id: string): string => `endpoint/${env}/${id}`

/** Where the text of a server key lies. */
export const keySecretName = (id: string): string => `key/${id}`
