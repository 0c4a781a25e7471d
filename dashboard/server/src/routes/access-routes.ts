import { hashKey } from '@waymark/runtime'
import type { StoredToken } from '@waymark/schemas'
import type { TokenItem } from '@waymark/schemas/api/access'
import { z } from 'zod'
import { mayGive } from '../access/capabilities.ts'
import * as own from '../answers/own-answers.ts'
import { refuse, refuseRole } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { byId, givenName, roleSchema as role } from './inputs.ts'
import { actorName, auditEntry, type Rooms } from './rooms.ts'

/** Most tokens that are not revoked. */
const most = 500

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
    answer: own.tokens,
    handle: () => ({ tokens: rooms.control.tokens().map((token) => tokenItem(rooms, token)) }),
  }),
  route({
    method: 'POST',
    path: '/api/tokens',
    capability: 'manage-tokens',
    says: 'Makes an API token. Its text is in this answer and never again.',
    status: 201,
    answer: own.token,
    body: z.strictObject({ name: givenName, role }),
    handle: async ({ body, actor }) => {
      if (!mayGive(actor.role, body.role)) return refuseRole(body.role)
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
      if (!mayGive(actor.role, token.role)) return refuseRole(token.role)
      if (token.revoked !== undefined) return undefined
      const entry = auditEntry(rooms, actor, { what: 'token.revoke', on: token.id })
      await rooms.control.write([{ ...token, revoked: entry.at }, entry])
      return undefined
    },
  }),
]

/** Tokens, the audit log. */
export const accessRoutes = (rooms: Rooms): readonly Route[] => [
  ...tokenRoutes(rooms),
  route({
    method: 'GET',
    path: '/api/audit',
    capability: 'read-audit',
    says: 'Who did what, newest first: the newest thousand entries.',
    answer: own.audit,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
    handle: ({ query }) => ({
      entries: rooms.control
        .audit()
        .slice(0, query.limit)
        .map(({ t: _, ...entry }) => ({ ...entry, byName: actorName(rooms, entry.by) })),
    }),
  }),
]
