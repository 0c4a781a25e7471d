import { hashKey } from '@waymark/runtime'
import type { KeyItem, Role, StoredToken, StoredUser, TokenItem } from '@waymark/schemas'
import { z } from 'zod'
import { mayDo, mayGive } from '../access/capabilities.ts'
import { linkMs, newLink } from '../control/create-link.ts'
import { keySecretName, openSecret } from '../control/keep-secret.ts'
import { isRefused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { env, id } from './inputs.ts'
import { actorName, auditEntry, envOf, type Rooms } from './rooms.ts'

const roles = [
  'owner',
  'admin',
  'author',
  'publisher',
  'analyst',
  'sdr',
] as const satisfies readonly Role[]
const role = z.enum(roles)
const byId = z.object({ id })
/** Most users, and tokens that are not revoked. */
const most = 500

const tooMuch = (given: Role) =>
  refuse('role_not_allowed', `You may not hand out the role ${given}.`)

const tokenItem = (rooms: Rooms, token: StoredToken): TokenItem => ({
  id: token.id,
  name: token.name,
  role: token.role,
  at: token.at,
  by: actorName(rooms, token.by),
  ...(token.revoked === undefined ? {} : { revoked: token.revoked }),
})

const tokenRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/tokens',
    capability: 'manage-tokens',
    says: 'API tokens, without their text.',
    answer: '{tokens: TokenItem[]}',
    handle: () => ({ tokens: rooms.control.tokens().map((token) => tokenItem(rooms, token)) }),
  }),
  route({
    method: 'POST',
    path: '/api/tokens',
    capability: 'manage-tokens',
    says: 'Makes an API token. Its text is in this answer and never again.',
    status: 201,
    answer: 'TokenItem',
    body: z.strictObject({ name: z.string().trim().min(1).max(200), role }),
    handle: async ({ body, actor }) => {
      if (!mayGive(actor.role, body.role)) return tooMuch(body.role)
      const live = rooms.control.tokens().filter((token) => token.revoked === undefined)
      if (live.length >= most) {
        return refuse('too_many_requests', 'There are too many tokens. Revoke some first.', {
          limit: most,
        })
      }
      const text = rooms.deps.ids.newSecret('wm')
      const token: StoredToken = {
        t: 'token',
        id: rooms.deps.ids.newId('tok'),
        hash: hashKey(text),
        name: body.name,
        role: body.role,
        at: rooms.deps.clock(),
        by: actor.id,
      }
      const about = { what: 'token.make', on: token.id, detail: `${token.name}, ${token.role}` }
      await rooms.control.write([token, auditEntry(rooms, actor, about)])
      return { ...tokenItem(rooms, token), token: text }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/tokens/:id',
    capability: 'manage-tokens',
    says: 'Revokes an API token, at once.',
    params: byId,
    handle: async ({ params, actor }) => {
      const token = rooms.control.tokens().find((candidate) => candidate.id === params.id)
      if (!token) return refuse('not_found', 'There is no such token.')
      if (!mayGive(actor.role, token.role)) return tooMuch(token.role)
      if (token.revoked !== undefined) return undefined
      const entry = auditEntry(rooms, actor, { what: 'token.revoke', on: token.id })
      await rooms.control.write([{ ...token, revoked: entry.at }, entry])
      return undefined
    },
  }),
]

const userItem = (user: StoredUser): Omit<StoredUser, 't'> => {
  const { t: _, ...item } = user
  return item
}

const linkUrl = (origin: string, text: string): string => `${origin}/sign-in?link=${text}`

const userRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/users',
    capability: 'manage-users',
    says: 'Who may sign in.',
    answer: '{users: User[]}',
    handle: () => ({ users: rooms.control.users().map(userItem) }),
  }),
  route({
    method: 'POST',
    path: '/api/users',
    capability: 'manage-users',
    says: 'Adds a user, and answers with a sign-in link that works once, for 15 minutes.',
    status: 201,
    answer: '{user, link}',
    body: z.strictObject({
      name: z.string().trim().min(1).max(200),
      email: z.email().max(320).optional(),
      role,
    }),
    handle: async ({ body, actor, origin }) => {
      if (!mayGive(actor.role, body.role)) return tooMuch(body.role)
      if (rooms.control.users().length >= most) {
        return refuse('too_many_requests', 'There are too many users.', { limit: most })
      }
      const { name, email, role: given } = body
      const user: StoredUser = {
        t: 'user',
        id: rooms.deps.ids.newId('usr'),
        name,
        ...(email === undefined ? {} : { email }),
        role: given,
        at: rooms.deps.clock(),
      }
      const link = newLink(rooms.deps, user.id, linkMs)
      const about = { what: 'user.add', on: user.id, detail: `${name}, ${given}` }
      await rooms.control.write([user, link.stored, auditEntry(rooms, actor, about)])
      return { user: userItem(user), link: linkUrl(origin.text, link.text) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/users/:id/link',
    capability: 'manage-users',
    says: 'Makes a sign-in link for a user: it works once, for 15 minutes.',
    status: 201,
    answer: '{link}',
    params: byId,
    handle: async ({ params, actor, origin }) => {
      const user = rooms.control.user(params.id)
      if (!user || user.removed !== undefined) return refuse('not_found', 'There is no such user.')
      if (!mayGive(actor.role, user.role)) return tooMuch(user.role)
      const link = newLink(rooms.deps, user.id, linkMs)
      const entry = auditEntry(rooms, actor, { what: 'link.make', on: user.id })
      await rooms.control.write([link.stored, entry])
      return { link: linkUrl(origin.text, link.text) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/users/:id',
    capability: 'manage-users',
    says: 'Removes a user, whose sessions end at once.',
    params: byId,
    handle: async ({ params, actor }) => {
      const user = rooms.control.user(params.id)
      if (!user || user.removed !== undefined) return refuse('not_found', 'There is no such user.')
      if (!mayGive(actor.role, user.role)) return tooMuch(user.role)
      if (user.id === actor.id) return refuse('invalid_request', 'You cannot remove yourself.')
      const entry = auditEntry(rooms, actor, { what: 'user.remove', on: user.id })
      await rooms.control.write([{ ...user, removed: entry.at }, entry])
      return undefined
    },
  }),
]

/** Tokens, users, keys, the audit log. */
export const accessRoutes = (rooms: Rooms): readonly Route[] => [
  ...tokenRoutes(rooms),
  ...userRoutes(rooms),
  route({
    method: 'GET',
    path: '/api/keys',
    capability: 'signed-in',
    says: 'The keys of an environment; the text of server keys only for owners and admins.',
    answer: '{keys: KeyItem[]}',
    query: z.object({ env }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const showsSecrets = mayDo(actor.role, 'read-secrets')
      const keys = rooms.definitions.keys(env).map((key): KeyItem => {
        const sealed = rooms.control.secret(keySecretName(key.id))
        const text = key.key ?? (showsSecrets ? openSecret(rooms.deps.sealer, sealed) : undefined)
        return {
          id: key.id,
          env,
          type: key.type,
          at: key.at,
          ...(text === undefined ? {} : { key: text }),
          ...(key.revoked === undefined ? {} : { revoked: key.revoked }),
        }
      })
      if (showsSecrets) {
        await rooms.control.write([auditEntry(rooms, actor, { what: 'key.show', on: env })])
      }
      return { keys }
    },
  }),
  route({
    method: 'GET',
    path: '/api/audit',
    capability: 'read-audit',
    says: 'Who did what, newest first: the newest thousand entries.',
    answer: '{entries: AuditEntry[]}',
    query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
    handle: ({ query }) => ({
      entries: rooms.control
        .audit()
        .slice(0, query.limit)
        .map(({ t: _, ...entry }) => ({ ...entry, byName: actorName(rooms, entry.by) })),
    }),
  }),
]
