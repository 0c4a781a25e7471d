import { randomBytes } from 'node:crypto'
import { waitUntil } from '@waymark/runtime'
import {
  type AuthoringLine,
  authoringCode,
  authoringCodeMs,
  authoringCodeName,
  countSaid,
  saidAfter,
} from '@waymark/schemas'
import type { AuthoringLineHeard, AuthoringLineItem } from '@waymark/schemas/api/drafts'
import type { TicketPurpose } from '@waymark/schemas/wire/authoring'
import type { SaidToPage } from '@waymark/schemas/wire/page-line'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import type { Capability } from '../access/capabilities.ts'
import * as answers from '../answers/draft-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { pageOf, pageOrigin } from './authoring-routes.ts'
import { env } from './inputs.ts'
import type { Rooms } from './rooms.ts'

/** Shorter than proxies wait for an answer. */
const heardWithinMs = 20_000

const params = z.object({ line: z.string().max(100) })

/** What lines are for: where they are asked for, what their author has to be allowed, and what the API says of them. */
interface LineKind {
  readonly purpose: TicketPurpose
  readonly path: string
  readonly capability: Capability
  readonly says: string
}

const lineKinds: readonly LineKind[] = [
  {
    purpose: 'authoring',
    path: '/api/authoring/lines',
    capability: 'write-definitions',
    says: 'A code for a page of this origin whose window cannot be reached. Typed there within five minutes, once, it gives the page a line: until half an hour has passed in which nothing was written, twelve hours at most.',
  },
  {
    purpose: 'inspect',
    path: '/api/inspect/lines',
    capability: 'inspect',
    says: 'A code for the debug panel in a page of this origin whose window cannot be reached. Typed there within five minutes, once, it gives the panel a line, over which nothing can be written.',
  },
]

/** A line belongs to who asked for its code, and is for what it was asked for. */
const lineOf = (
  rooms: Rooms,
  { line, purpose }: { readonly line: string; readonly purpose: TicketPurpose },
  actor: Actor,
): AuthoringLine | Refused => {
  const found = rooms.authoring.find(line, rooms.deps.clock())
  const isMeant = found?.by === actor.id && (found.purpose ?? 'authoring') === purpose
  return isMeant && !found.ended ? found : refuse('not_found', 'The line to the page has ended.')
}

const offer = (rooms: Rooms, { purpose, ...kind }: LineKind): Route =>
  route({
    ...kind,
    method: 'POST',
    answer: answers.authoringLine,
    status: 201,
    body: z.strictObject({ env, origin: pageOrigin }),
    handle: async ({ body, actor }) => {
      const env = pageOf(rooms, body)
      if (isRefused(env)) return env
      const { clock, ids, sealer } = rooms.deps
      const line = ids.newId('aul')
      const code = authoringCode(randomBytes(8))
      const expires = clock() + authoringCodeMs
      const sealed = sealer.seal(authoringCodeName(line), code)
      const { origin } = body
      await rooms.authoring.write({
        ...{ t: 'offered', line, env, origin, purpose, code: sealed, by: actor.id, expires },
      })
      return { line, code, expires } satisfies AuthoringLineItem
    },
  })

const hear = (rooms: Rooms, { purpose, path, capability }: LineKind, closing: AbortSignal): Route =>
  route({
    method: 'GET',
    path: `${path}/:line`,
    capability,
    says: 'What the page has said behind the first `after`, once there is something; empty after a while.',
    answer: answers.authoringHeard,
    params,
    query: z.strictObject({ after: z.coerce.number().int().min(-1) }),
    handle: async ({ params, query: { after }, actor, reply }) => {
      const { authoring, deps } = rooms
      const isNews = (now: AuthoringLine | undefined): boolean =>
        now?.ended !== false || (after < 0 ? now.key !== undefined : countSaid(now.page) > after)
      const first = lineOf(rooms, { ...params, purpose }, actor)
      if (isRefused(first)) return first
      await waitUntil({
        holds: () => isNews(authoring.find(params.line, deps.clock())),
        onChange: authoring.onChange,
        ms: heardWithinMs,
        signal: closing,
      })
      // A connection kept alive after its last answer would hold up the stop until it times out.
      if (closing.aborted) reply.header('connection', 'close')
      const now = lineOf(rooms, { ...params, purpose }, actor)
      if (isRefused(now)) return now
      const joined = now.key !== undefined
      const said = saidAfter(now.page, Math.max(0, after))
      const next = joined ? countSaid(now.page) : -1
      return { joined, said, next } satisfies AuthoringLineHeard
    },
  })

const say = (rooms: Rooms, { purpose, path, capability }: LineKind): Route =>
  route({
    method: 'POST',
    path: `${path}/:line`,
    capability,
    says: 'Says something to the page that has the line.',
    params,
    body: z.strictObject({ said: z.array(z.looseObject({ say: z.string().max(50) })).max(50) }),
    handle: async ({ params, body, actor }) => {
      const found = lineOf(rooms, { ...params, purpose }, actor)
      if (isRefused(found)) return found
      const said = body.said as unknown as readonly SaidToPage[]
      await rooms.authoring.write({ t: 'dashboard', line: found.line, said })
      return undefined
    },
  })

const end = (rooms: Rooms, { purpose, path, capability }: LineKind): Route =>
  route({
    method: 'DELETE',
    path: `${path}/:line`,
    capability,
    says: 'Ends a line, or takes its code back.',
    params,
    handle: async ({ params, actor }) => {
      const found = lineOf(rooms, { ...params, purpose }, actor)
      if (isRefused(found)) return found
      await rooms.authoring.write({ t: 'ended', line: found.line })
      return undefined
    },
  })

/** The way to a page that its own policy cuts off from the window that opened it: by a code, and over the log. */
export const authoringLineRoutes = (rooms: Rooms, closing: AbortSignal): readonly Route[] => [
  ...lineKinds.flatMap((kind) => [
    offer(rooms, kind),
    hear(rooms, kind, closing),
    say(rooms, kind),
    end(rooms, kind),
  ]),
]
