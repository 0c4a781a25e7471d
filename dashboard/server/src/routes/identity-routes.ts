import type { JsonObject, StoredIdentity } from '@waymark/schemas'
import { identitySecretName } from '@waymark/schemas'
import type { IdentitySetup } from '@waymark/schemas/api/identity'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import { mayDo } from '../access/capabilities.ts'
import * as own from '../answers/own-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { readCoverage } from '../read/read-coverage.ts'
import { byId, env } from './inputs.ts'
import { auditEntry, envOf, type Rooms } from './rooms.ts'

/** Two, so that one can take the place of the other without a gap. */
const mostSecrets = 2
const mostKeys = 10

const none = (env: string): StoredIdentity => ({
  t: 'identity',
  env,
  mode: 'watch',
  secrets: [],
  at: 0,
})

const identityOf = (rooms: Rooms, env: string): StoredIdentity =>
  rooms.definitions.identity(env) ?? none(env)

const canProve = ({ secrets, jwks }: StoredIdentity): boolean =>
  secrets.length > 0 || (jwks?.keys.length ?? 0) > 0

const item = async (rooms: Rooms, actor: Actor, env: string): Promise<IdentitySetup> => {
  const { store, clock, sealer } = rooms.deps
  const { mode, secrets, jwks } = identityOf(rooms, env)
  const showsSecrets = mayDo(actor.role, 'read-secrets')
  return {
    env,
    mode,
    secrets: secrets.map(({ id, sealed, at }) => {
      const secret = showsSecrets ? sealer.open(identitySecretName(env, id), sealed) : undefined
      return { id, at, ...(secret === undefined ? {} : { secret }) }
    }),
    publicKeys: (jwks?.keys ?? []).map(({ kid }) => (typeof kid === 'string' ? kid : '')),
    coverage: await readCoverage(store, env, clock()),
  }
}

/** Writes what has changed, and who changed it; answers with what is in force now. */
const change = async (
  { rooms, actor, env }: { readonly rooms: Rooms; readonly actor: Actor; readonly env: string },
  changed: Partial<StoredIdentity>,
  what: string,
): Promise<IdentitySetup> => {
  const at = rooms.deps.clock()
  await rooms.definitions.write([{ ...identityOf(rooms, env), ...changed, at }])
  await rooms.control.write([auditEntry(rooms, actor, { what, on: env, detail: '' })])
  return item(rooms, actor, env)
}

const nothingToProveWith = (): Refused =>
  refuse(
    'invalid_request',
    'Nobody could prove anything: make a secret or set public keys before you enforce identities.',
    { at: 'body.mode' },
  )

const read = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/identity',
    capability: 'signed-in',
    says: 'How pages prove who is signed in, and how many do; the text of secrets only for owners and admins.',
    answer: own.identity,
    query: z.strictObject({ env }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      return isRefused(env) ? env : item(rooms, actor, env)
    },
  })

const setMode = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/identity',
    capability: 'manage-keys',
    says: 'Enforces signed identities, or only watches them. Ingest knows within a second.',
    answer: own.identity,
    body: z.strictObject({ env, mode: z.enum(['watch', 'enforce']) }),
    handle: async ({ body: { mode, ...named }, actor }) => {
      const env = envOf(rooms, named.env)
      if (isRefused(env)) return env
      if (mode === 'enforce' && !canProve(identityOf(rooms, env))) return nothingToProveWith()
      return change({ rooms, actor, env }, { mode }, `identity.${mode}`)
    },
  })

const makeSecret = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/identity/secrets',
    capability: 'manage-keys',
    says: 'Makes a secret to sign identity tokens with (HS256). There can be two, so that one replaces the other without a gap.',
    status: 201,
    answer: own.identity,
    body: z.strictObject({ env }),
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const { secrets } = identityOf(rooms, env)
      if (secrets.length >= mostSecrets) {
        return refuse('too_many_requests', 'There are two secrets already. Revoke one first.', {
          limit: mostSecrets,
        })
      }
      const { ids, sealer, clock } = rooms.deps
      const id = ids.newId('ids')
      const sealed = sealer.seal(identitySecretName(env, id), ids.newSecret('is'))
      const made = { id, sealed, at: clock() }
      return change({ rooms, actor, env }, { secrets: [...secrets, made] }, 'identity.secret.make')
    },
  })

const environmentWith = (rooms: Rooms, secret: string): string | undefined =>
  rooms.definitions
    .environments()
    .map(({ env }) => env)
    .find((env) => identityOf(rooms, env).secrets.some(({ id }) => id === secret))

const revokeSecret = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/identity/secrets/:id',
    capability: 'manage-keys',
    says: 'Revokes a secret: tokens signed with it prove nothing within a second. The last one stays while identities are enforced.',
    params: byId,
    handle: async ({ params, actor }) => {
      const env = environmentWith(rooms, params.id)
      if (env === undefined) return refuse('not_found', 'There is no such secret.')
      const now = identityOf(rooms, env)
      const secrets = now.secrets.filter(({ id }) => id !== params.id)
      if (now.mode === 'enforce' && !canProve({ ...now, secrets })) {
        return refuse(
          'invalid_request',
          'Identities are enforced, and this is the last secret. Make another first.',
          { at: 'path.id' },
        )
      }
      await change({ rooms, actor, env }, { secrets }, 'identity.secret.revoke')
      return undefined
    },
  })

/** A public key of a JWK set. One with a private part in it is refused: it would lie here for everybody to read. */
const publicKey = z
  .looseObject({
    kty: z.enum(['RSA', 'EC']),
    kid: z.string().max(200).exactOptional(),
  })
  .refine((key) => !('d' in key), 'a public key, without its private part ("d")')
  .refine((key) => JSON.stringify(key).length <= 8000, 'a key of at most 8 KB')

const setKeys = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/identity/keys',
    capability: 'manage-keys',
    says: 'Sets the public keys (a JWK set) for tokens signed with RS256 or ES256; an empty list takes them away.',
    answer: own.identity,
    body: z.strictObject({ env, keys: z.array(publicKey).max(mostKeys) }),
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const keys = body.keys as readonly JsonObject[]
      const now = identityOf(rooms, env)
      if (now.mode === 'enforce' && !canProve({ ...now, jwks: { keys } }))
        return nothingToProveWith()
      return change({ rooms, actor, env }, { jwks: { keys } }, 'identity.keys')
    },
  })

/** Signed identities: secrets, public keys, whether they are enforced. */
export const identityRoutes = (rooms: Rooms): readonly Route[] => [
  read(rooms),
  setMode(rooms),
  makeSecret(rooms),
  revokeSecret(rooms),
  setKeys(rooms),
]
