import { coversOrigin } from '@waymark/schemas'
import {
  type AuthoringGrant,
  authoringSealName,
  authoringTicketMs,
  type TicketPurpose,
} from '@waymark/schemas/wire/authoring'
import { z } from 'zod'
import type { Capability } from '../access/capabilities.ts'
import { authoringTicket } from '../answers/draft-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { env } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

export const pageOrigin = z
  .string()
  .max(300)
  .refine(
    (text) => /^https?:/.test(text) && URL.parse(text)?.origin === text,
    'an origin such as https://app.example.com',
  )

/** May pages of this origin use a write key of the environment? */
const isListed = (rooms: Rooms, env: string, origin: string): boolean =>
  rooms.definitions
    .keys(env)
    .filter((key) => key.type === 'write' && key.revoked === undefined)
    .some((key) => key.origins?.some((allowed) => coversOrigin(allowed, origin)) ?? true)

/** The environment whose guides may be written on pages of this origin. */
export const pageOf = (
  rooms: Rooms,
  said: { readonly env?: string | undefined; readonly origin: string },
): string | Refused => {
  const env = envOf(rooms, said.env)
  if (isRefused(env) || isListed(rooms, env, said.origin)) return env
  const message = `Pages of ${said.origin} may not use a write key of this environment. Add the origin in Settings.`
  return refuse('origin_not_allowed', message, { at: 'body.origin' })
}

/** What a ticket is for: the path that gives it, what its author has to be allowed, and what the API says of it. */
interface TicketKind {
  readonly purpose: TicketPurpose
  readonly path: string
  readonly capability: Capability
  readonly says: string
}

const ticketKinds: readonly TicketKind[] = [
  {
    purpose: 'authoring',
    path: '/api/authoring/ticket',
    capability: 'write-definitions',
    says: 'A ticket for a page of this origin, used once within a minute: with it the page learns from ingest which dashboard it may answer.',
  },
  {
    purpose: 'inspect',
    path: '/api/inspect/ticket',
    capability: 'inspect',
    says: 'A ticket for the debug panel in a page of this origin, used once within a minute: with it the page learns from ingest which dashboard it may answer. Nothing can be written with it.',
  },
]

const ticketRoute = (rooms: Rooms, { purpose, ...kind }: TicketKind): Route =>
  route({
    ...kind,
    method: 'POST',
    answer: authoringTicket,
    body: z.strictObject({ env, origin: pageOrigin }),
    handle: ({ body, origin }) => {
      const env = pageOf(rooms, body)
      if (isRefused(env)) return env
      const { clock, ids, sealer } = rooms.deps
      const grant: AuthoringGrant = {
        id: ids.newId('aut'),
        dashboard: origin.text,
        page: body.origin,
        purpose,
        expires: clock() + authoringTicketMs,
      }
      return {
        ticket: sealer.seal(authoringSealName(env), JSON.stringify(grant)),
        expires: grant.expires,
      }
    },
  })

/** Writing and looking in the page: what shows a page that it talks to its own dashboard. */
export const authoringRoutes = (rooms: Rooms): readonly Route[] =>
  ticketKinds.map((kind) => ticketRoute(rooms, kind))
