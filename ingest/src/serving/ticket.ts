import { type Clock, sameText, signText } from '@waymark/runtime'
import { limits } from '@waymark/schemas'
import type { Visitor } from './resolve-person.ts'

/** Opens one visitor's stream for 15 minutes. */
export interface Ticket {
  readonly visitor: Visitor
  readonly expires: number
}

export interface Tickets {
  readonly issue: (visitor: Visitor) => string
  /** `undefined` where the ticket was not issued here or is used up. */
  readonly redeem: (text: string) => Ticket | undefined
  /** Uses up all tickets of an environment that there are: a key or a secret behind them may have been revoked. */
  readonly spend: (env: string) => void
}

type Payload = readonly [
  env: string,
  expires: number,
  anonymousId: string,
  userId?: string,
  signed?: boolean,
]

const parse = (payload: string): Ticket => {
  const text = Buffer.from(payload, 'base64url').toString('utf8')
  const [env, expires, anonymousId, userId, signed] = JSON.parse(text) as Payload
  const visitor = {
    env,
    anonymousId,
    ...(userId !== undefined && { userId }),
    ...(signed && { signed }),
  }
  return { visitor, expires }
}

/** Tickets are signed, not stored: any node of ingest can redeem them. */
export const createTickets = (secret: string, clock: Clock): Tickets => {
  const spentUntil = new Map<string, number>()
  const isSpent = ({ visitor, expires }: Ticket): boolean =>
    expires <= clock() || expires - limits.ticketMs < (spentUntil.get(visitor.env) ?? 0)
  return {
    issue: ({ env, anonymousId, userId, signed = false }) => {
      const expires = clock() + limits.ticketMs
      const payload: Payload =
        userId === undefined
          ? [env, expires, anonymousId]
          : [env, expires, anonymousId, userId, signed]
      const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
      return `${text}.${signText(secret, text)}`
    },
    redeem: (text) => {
      const [payload = '', signature = ''] = text.split('.')
      if (!sameText(signature, signText(secret, payload))) return undefined
      const ticket = parse(payload)
      return isSpent(ticket) ? undefined : ticket
    },
    spend: (env) => {
      spentUntil.set(env, clock())
    },
  }
}
