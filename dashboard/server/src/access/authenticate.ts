import { type Clock, hashKey } from '@waymark/runtime'
import type { Role } from '@waymark/schemas'
import type { FastifyRequest } from 'fastify'
import type { ControlView } from '../control/control-view.ts'
import { readCookie } from './cookie.ts'
import { type Origin, sessionCookie } from './own-origin.ts'

/** Who asks. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Browsers send a cookie by themselves, so what it authorises needs an Origin check; a token is sent on purpose. */
  readonly via: 'session' | 'token'
  /** Hash of the session's cookie, to end it. */
  readonly session?: string
}

const bearer = /^Bearer (wm_[A-Za-z0-9]{20,100})$/i

const byToken = (control: ControlView, header: string): Actor | undefined => {
  const text = bearer.exec(header)?.[1]
  const token = text && control.token(hashKey(text))
  if (!token || token.revoked !== undefined) return undefined
  return { id: token.id, name: token.name, role: token.role, via: 'token' }
}

/** The actor of a session that still holds. */
const bySession = (control: ControlView, clock: Clock, hash: string): Actor | undefined => {
  const session = control.session(hash)
  if (!session || session.expires <= clock()) return undefined
  const user = control.user(session.user)
  if (!user || user.removed !== undefined) return undefined
  return { id: user.id, name: user.name, role: user.role, via: 'session', session: hash }
}

/** Who sent the request; `undefined` where nobody has signed in. A wrong token is not saved by a good cookie. */
export const authenticate = (
  deps: { readonly control: ControlView; readonly clock: Clock },
  request: FastifyRequest,
  origin: Origin,
): Actor | undefined => {
  const { authorization } = request.headers
  if (authorization !== undefined) return byToken(deps.control, authorization)
  const cookie = readCookie(request.headers.cookie, sessionCookie(origin))
  return cookie ? bySession(deps.control, deps.clock, hashKey(cookie)) : undefined
}

/** Whether the actor still is who it was: open streams ask again from time to time. */
export const stillSignedIn = (
  deps: { readonly control: ControlView; readonly clock: Clock },
  actor: Actor,
): boolean => {
  if (actor.session) return bySession(deps.control, deps.clock, actor.session) !== undefined
  const token = deps.control.tokens().find((candidate) => candidate.id === actor.id)
  return token !== undefined && token.revoked === undefined
}
