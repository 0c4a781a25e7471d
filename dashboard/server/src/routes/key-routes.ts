import { hashKey } from '@waymark/runtime'
import type { StoredKey } from '@waymark/schemas'
import { z } from 'zod'
import { mayDo } from '../access/capabilities.ts'
import * as own from '../answers/own-answers.ts'
import { keySecretName, openSecret, sealSecret } from '../control/keep-secret.ts'
import { isRefused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { byId, env, givenName } from './inputs.ts'
import { keyItem } from './key-item.ts'
import { auditEntry, envOf, type Rooms } from './rooms.ts'

/** Most keys of an environment that are not revoked. */
const most = 100

const isLive = (key: StoredKey): boolean => key.revoked === undefined

const prefixes = { write: 'wk', server: 'sk' } as const

const newKey = (
  { ids, clock }: Rooms['deps'],
  of: Pick<StoredKey, 'env' | 'type'> & { readonly name: string },
): { readonly text: string; readonly stored: StoredKey } => {
  const text = ids.newSecret(prefixes[of.type])
  const stored: StoredKey = {
    t: 'key',
    id: ids.newId('key'),
    ...of,
    hash: hashKey(text),
    ...(of.type === 'write' ? { key: text } : {}),
    at: clock(),
  }
  return { text, stored }
}

const listKeys = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/keys',
    capability: 'signed-in',
    says: 'The keys of an environment; the text of server keys only for owners and admins.',
    answer: own.keys,
    query: z.strictObject({ env }),
    handle: ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const showsSecrets = mayDo(actor.role, 'read-secrets')
      const keys = rooms.definitions.keys(env).map((key) => {
        const sealed = rooms.control.secret(keySecretName(key.id))
        const text = key.key ?? (showsSecrets ? openSecret(rooms.deps.sealer, sealed) : undefined)
        return keyItem(key, text)
      })
      return { keys }
    },
  })

const makeKey = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/keys',
    capability: 'manage-keys',
    says: 'Makes another write or server key. Ingest knows it within a second.',
    status: 201,
    answer: own.key,
    body: z.strictObject({
      env,
      type: z.enum(['write', 'server']),
      name: givenName,
    }),
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      if (rooms.definitions.keys(env).filter(isLive).length >= most) {
        return refuse('too_many_requests', 'There are too many keys. Revoke some first.', {
          limit: most,
        })
      }
      const { text, stored } = newKey(rooms.deps, { env, type: body.type, name: body.name })
      const about = { what: 'key.make', on: stored.id, detail: `${stored.name}, ${stored.type}` }
      const entry = auditEntry(rooms, actor, about)
      // Its text first: a server key that is in force must be one that can be shown again.
      const secret =
        body.type === 'server' ? [sealSecret(rooms.deps, keySecretName(stored.id), text)] : []
      await rooms.control.write([...secret, entry])
      await rooms.definitions.write([stored])
      return keyItem(stored, text)
    },
  })

const revokeKey = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/keys/:id',
    capability: 'manage-keys',
    says: 'Revokes a key: ingest refuses it within a second. The last one of its type has to stay until there is another.',
    params: byId,
    handle: async ({ params, actor }) => {
      const key = rooms.definitions
        .environments()
        .flatMap(({ env }) => rooms.definitions.keys(env))
        .find(({ id }) => id === params.id)
      if (!key) return refuse('not_found', 'There is no such key.')
      if (!isLive(key)) return undefined
      const others = rooms.definitions
        .keys(key.env)
        .filter((one) => isLive(one) && one.type === key.type && one.id !== key.id)
      if (others.length === 0) {
        return refuse(
          'invalid_request',
          `This is the last ${key.type} key of ${key.env}. Make another and change to it, then revoke this one.`,
          { at: 'path.id' },
        )
      }
      const about = { what: 'key.revoke', on: key.id, detail: key.name ?? key.type }
      const entry = auditEntry(rooms, actor, about)
      await rooms.definitions.write([{ ...key, revoked: entry.at }])
      await rooms.control.write([entry])
      return undefined
    },
  })

/** The keys that apps send events with: list, make, revoke. */
export const keyRoutes = (rooms: Rooms): readonly Route[] => [
  listKeys(rooms),
  makeKey(rooms),
  revokeKey(rooms),
]
