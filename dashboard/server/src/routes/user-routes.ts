import type { StoredToken, StoredUser } from '@waymark/schemas'
import type { UserItem } from '@waymark/schemas/api/access'
import { z } from 'zod'
import { mayGive } from '../access/capabilities.ts'
import * as own from '../answers/own-answers.ts'
import { linkMs, newLink } from '../control/create-link.ts'
import { refuse, refuseRole } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { byId, givenName, roleSchema as role } from './inputs.ts'
import { auditEntry, type Rooms } from './rooms.ts'

/** Most users, removed ones included. */
const most = 500

const userItem = (user: StoredUser): UserItem => {
  const { t: _, ...item } = user
  return item
}

const linkUrl = (origin: string, text: string): string => `${origin}/sign-in?link=${text}`

const listUsers = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/users',
    capability: 'manage-users',
    says: 'Who may sign in.',
    answer: own.users,
    handle: () => ({ users: rooms.control.users().map(userItem) }),
  })

const addUser = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/users',
    capability: 'manage-users',
    says: 'Adds a user, and answers with a sign-in link that works once, for 15 minutes.',
    status: 201,
    answer: own.userWithLink,
    body: z.strictObject({
      name: givenName,
      email: z.email().max(320).optional(),
      role,
    }),
    handle: async ({ body, actor, origin }) => {
      if (!mayGive(actor.role, body.role)) return refuseRole(body.role)
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
  })

const linkUser = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/users/:id/link',
    capability: 'manage-users',
    says: 'Makes a sign-in link for a user: it works once, for 15 minutes.',
    status: 201,
    answer: own.link,
    params: byId,
    handle: async ({ params, actor, origin }) => {
      const user = rooms.control.user(params.id)
      if (!user || user.removed !== undefined) return refuse('not_found', 'There is no such user.')
      if (!mayGive(actor.role, user.role)) return refuseRole(user.role)
      const link = newLink(rooms.deps, user.id, linkMs)
      const entry = auditEntry(rooms, actor, { what: 'link.make', on: user.id })
      await rooms.control.write([link.stored, entry])
      return { link: linkUrl(origin.text, link.text) }
    },
  })

const renameMe = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/me',
    capability: 'signed-in',
    says: 'Changes the own name: what colleagues read where one claims a lead.',
    status: 204,
    body: z.strictObject({ name: givenName }),
    handle: async ({ body, actor }) => {
      const user = rooms.control.user(actor.id)
      if (!user) return refuse('invalid_request', 'A token keeps the name that it was made with.')
      const entry = auditEntry(rooms, actor, {
        what: 'user.rename',
        on: user.id,
        detail: body.name,
      })
      await rooms.control.write([{ ...user, name: body.name }, entry])
      return undefined
    },
  })

/** Tokens that a user made, and those that were made by means of them. */
const liveTokensOf = (rooms: Rooms, user: string): readonly StoredToken[] => {
  const tokens = rooms.control.tokens()
  const makers = new Set([user])
  // A set that grows while it is walked: a token may have made others.
  for (const maker of makers) {
    for (const token of tokens) if (token.by === maker) makers.add(token.id)
  }
  return tokens.filter((token) => makers.has(token.by) && token.revoked === undefined)
}

const removeUser = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/users/:id',
    capability: 'manage-users',
    says: 'Removes a user, whose sessions and tokens end at once.',
    params: byId,
    handle: async ({ params, actor }) => {
      const user = rooms.control.user(params.id)
      if (!user || user.removed !== undefined) return refuse('not_found', 'There is no such user.')
      if (!mayGive(actor.role, user.role)) return refuseRole(user.role)
      if (user.id === actor.id) return refuse('invalid_request', 'You cannot remove yourself.')
      const entry = auditEntry(rooms, actor, { what: 'user.remove', on: user.id })
      const revoked = liveTokensOf(rooms, user.id).flatMap((token) => [
        { ...token, revoked: entry.at },
        auditEntry(rooms, actor, { what: 'token.revoke', on: token.id }),
      ])
      await rooms.control.write([{ ...user, removed: entry.at }, ...revoked, entry])
      return undefined
    },
  })

/** Who may sign in. */
export const userRoutes = (rooms: Rooms): readonly Route[] => [
  listUsers(rooms),
  addUser(rooms),
  linkUser(rooms),
  removeUser(rooms),
  renameMe(rooms),
]
