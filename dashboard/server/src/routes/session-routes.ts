import { hashKey } from '@waymark/runtime'
import type { Me } from '@waymark/schemas/api/me'
import { z } from 'zod'
import { writeCookie } from '../access/cookie.ts'
import { type Origin, sessionCookie } from '../access/own-origin.ts'
import * as own from '../answers/own-answers.ts'
import { refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { auditEntry, type Rooms } from './rooms.ts'

const sessionMs = 30 * 86_400_000

const cookieOf = (origin: Origin, value: string, maxAgeMs: number): string =>
  writeCookie(sessionCookie(origin), value, { maxAgeMs, secure: origin.secure })

const used = refuse(
  'link_used',
  'This sign-in link does not work any more. Ask for a new one; `waymark up` prints one too.',
)

const signIn = async (rooms: Rooms, link: string): Promise<string | undefined> => {
  const { control } = rooms
  const { clock, ids } = rooms.deps
  const known = control.link(hashKey(link))
  const now = clock()
  if (!known || known.usedAt !== undefined || known.link.expires <= now) return undefined
  const user = control.user(known.link.user)
  if (!user || user.removed !== undefined) return undefined
  // Of two that use the link at once, the one whose record lies first in the log has used it.
  const [mark] = await control.write([{ ...known.link, used: now }])
  if (control.link(known.link.hash)?.usedAt !== mark?.offset) return undefined
  const cookie = ids.newSecret('ws')
  await control.write([
    { t: 'session', hash: hashKey(cookie), user: user.id, at: now, expires: now + sessionMs },
    auditEntry(rooms, user, { what: 'session.begin', on: `user/${user.id}` }),
  ])
  return cookie
}

/** Signing in and out, and who I am. */
export const sessionRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/session',
    capability: 'anyone',
    says: 'Signs in with a sign-in link, which works once. The session lasts 30 days.',
    body: z.strictObject({ link: z.string().min(1).max(200) }),
    handle: async ({ body, origin, reply }) => {
      const cookie = await signIn(rooms, body.link)
      if (cookie === undefined) return used
      reply.header('set-cookie', cookieOf(origin, cookie, sessionMs))
      return undefined
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/session',
    capability: 'signed-in',
    says: 'Signs out.',
    handle: async ({ actor, origin, reply }) => {
      if (actor.session) await rooms.control.endSession(actor.session)
      reply.header('set-cookie', cookieOf(origin, '', 0))
      return undefined
    },
  }),
  route({
    method: 'GET',
    path: '/api/me',
    capability: 'signed-in',
    says: 'Who asks, and what there is.',
    answer: own.me,
    handle: ({ actor }): Me => {
      const environments = rooms.definitions.environments()
      const [first] = environments
      const { demo = false, hasMailServer } = rooms.deps
      return {
        user: { id: actor.id, name: actor.name, role: actor.role },
        environments: environments.map(({ env, name }) => ({ id: env, name })),
        project: { id: first?.project ?? '', name: first?.projectName ?? '' },
        demo,
        ...(hasMailServer === undefined ? {} : { hasMailServer }),
      }
    },
  }),
]
