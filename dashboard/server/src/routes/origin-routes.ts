import type { StoredKey } from '@waymark/schemas'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import * as own from '../answers/own-answers.ts'
import { isRefused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { byId, env } from './inputs.ts'
import { keyItem } from './key-item.ts'
import { auditEntry, envOf, type Rooms } from './rooms.ts'

/** Most origins of one key. */
const most = 100

/** Without the port that goes without saying: browsers leave it out, so an origin that names it would never match. */
const asBrowsersSay = (text: string): string => {
  const star = text.includes('://*.')
  const plain = star ? text.replace('://*.', '://') : text
  if (!/^https?:\/\/[^/?#@]+$/.test(plain)) return text
  if (!URL.canParse(plain)) return 'no origin'
  const { origin } = new URL(plain)
  return star ? origin.replace('://', '://*.') : origin
}

/** `https://app.acme.example`, or `https://*.acme.example` for every host below it; nothing after the host and port. */
const origin = z
  .string()
  .max(300)
  .transform((text) => asBrowsersSay(text.trim().toLowerCase().replace(/\/$/, '')))
  .refine(
    (text) => /^[a-z][a-z0-9+.-]*:\/\/(\*\.)?[a-z0-9[\]:.-]+$/.test(text),
    'an origin: https://app.example.com, or https://*.example.com for every host below it',
  )

const writeOrigins = async (
  rooms: Rooms,
  actor: Actor,
  keys: readonly StoredKey[],
): Promise<void> => {
  await rooms.definitions.write(keys)
  const entries = keys.map((key) =>
    auditEntry(rooms, actor, {
      what: 'key.origins',
      on: key.id,
      detail: key.origins?.join(' ') ?? 'any',
    }),
  )
  await rooms.control.write(entries)
}

const allowOrigin = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/origins',
    capability: 'manage-keys',
    says: 'Lets the pages of an origin use every write key of the environment. Ingest knows within a second.',
    status: 204,
    body: z.strictObject({ env, origin }),
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const lacking = rooms.definitions
        .keys(env)
        .filter((key) => key.type === 'write' && key.revoked === undefined)
        .filter((key) => key.origins !== undefined && !key.origins.includes(body.origin))
      if (lacking.some((key) => (key.origins?.length ?? 0) >= most)) {
        return refuse('too_many_requests', 'There are too many origins. Remove some first.', {
          limit: most,
        })
      }
      const allowed = lacking.map((key) => ({
        ...key,
        origins: [...(key.origins ?? []), body.origin],
      }))
      if (allowed.length > 0) await writeOrigins(rooms, actor, allowed)
      return undefined
    },
  })

const setOrigins = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/keys/:id/origins',
    capability: 'manage-keys',
    says: 'Sets from which origins pages may use a write key; `null` is any.',
    answer: own.key,
    params: byId,
    body: z.strictObject({ origins: z.array(origin).max(most).nullable() }),
    handle: async ({ params, body, actor }) => {
      const envs = rooms.definitions.environments()
      const key = envs
        .flatMap(({ env }) => rooms.definitions.keys(env))
        .find(({ id, revoked }) => id === params.id && revoked === undefined)
      if (!key) return refuse('not_found', 'There is no such key.')
      if (key.type !== 'write') {
        return refuse('invalid_request', 'Only write keys are used by pages.', { at: 'path.id' })
      }
      const { origins: _, ...rest } = key
      const changed = { ...rest, ...(body.origins ? { origins: [...new Set(body.origins)] } : {}) }
      await writeOrigins(rooms, actor, [changed])
      return keyItem(changed, changed.key)
    },
  })

/** From where pages may send. */
export const originRoutes = (rooms: Rooms): readonly Route[] => [
  allowOrigin(rooms),
  setOrigins(rooms),
]
