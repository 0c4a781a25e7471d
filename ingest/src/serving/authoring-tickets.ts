import type { Clock, Sealer } from '@waymark/runtime'
import { type AuthoringGrant, authoringSealName } from '@waymark/schemas/wire/authoring'

export interface AuthoringTickets {
  /** What the ticket grants, the first time that it is shown in its time; else `undefined`. */
  readonly redeem: (env: string, ticket: string) => AuthoringGrant | undefined
}

/** Tickets that dashboards make for pages: sealed, not stored. What was shown once is remembered until it would have ended. */
export const createAuthoringTickets = (deps: {
  readonly sealer: Sealer
  readonly clock: Clock
}): AuthoringTickets => {
  const used = new Map<string, number>()
  const forgetEnded = (now: number): void => {
    for (const [id, expires] of used) if (expires <= now) used.delete(id)
  }
  return {
    redeem: (env, ticket) => {
      const text = deps.sealer.open(authoringSealName(env), ticket)
      if (text === undefined) return undefined
      const grant = JSON.parse(text) as AuthoringGrant
      const now = deps.clock()
      forgetEnded(now)
      if (grant.expires <= now || used.has(grant.id)) return undefined
      used.set(grant.id, grant.expires)
      return grant
    },
  }
}
