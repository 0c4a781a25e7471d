import { type Clock, ConfigError, type Sealer } from '@waymark/runtime'
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

/**
 * For the start of a process. One secret that opens is enough: each may have been made anew since.
 * @throws ConfigError where nothing of what is sealed in the log opens
 */
export const checkOpens = (sealer: Sealer, secrets: readonly StoredSecret[]): void => {
  if (secrets.length === 0) return
  if (secrets.some((secret) => openSecret(sealer, secret) !== undefined)) return
  throw new ConfigError([
    {
      variable: 'WAYMARK_SECRET',
      expected:
        'the text that the secrets in the log were sealed with, and this is another one: give every process the same (where it is not set, the file "secret" of the data directory holds it; where it is lost for good: npm run waymark -- secret reset)',
    },
  ])
}

/** Where the signing secret of an endpoint lies. */
export const endpointSecretName = (env: string, id: string): string => `endpoint/${env}/${id}`

/** Where the text of a server key lies. */
export const keySecretName = (id: string): string => `key/${id}`
