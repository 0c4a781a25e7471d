import { randomBytes } from 'node:crypto'
import { waitUntil } from '@waymark/runtime'
import {
  type AuthoringLine,
  type AuthoringLineHeard,
  type AuthoringLineItem,
  authoringCode,
  authoringCodeMs,
  authoringCodeName,
  countSaid,
  saidAfter,
  type ToPage,
} from '@waymark/schemas'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import * as answers from '../answers/draft-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { pageOf, pageOrigin } from './authoring-routes.ts'
import { env } from './inputs.ts'
import type { Rooms } from './rooms.ts'

/** Shorter than proxies wait for an answer. */
const heardWithinMs = 20_000

const params = z.object({ line: z.string().max(100) })

/** A line belongs to who asked for its code. */
const lineOf = (rooms: Rooms, line: string, actor: Actor): AuthoringLine | Refused => {
  const found = rooms.authoring.find(line, rooms.deps.clock())
  return found?.by === actor.id && !found.ended
    ? found
    : refuse('not_found', 'The line to the page has ended.')
}

const offer = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/authoring/lines',
    capability: 'write-definitions',
    says: 'A code for a page of this origin whose window cannot be reached. Typed there within five minutes, once, it gives the page a line: until half an hour has passed in which nothing was written, twelve hours at most.',
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
        ...{ t: 'offered', line, env, origin, code: sealed, by: actor.id, expires },
      })
      return { line, code, expires } satisfies AuthoringLineItem
    },
  })

const hear = (rooms: Rooms, closing: AbortSignal): Route =>
  route({
    method: 'GET',
    path: '/api/authoring/lines/:line',
    capability: 'write-definitions',
    says: 'What the page has said behind the first `after`, once there is something; empty after a while.',
    answer: answers.authoringHeard,
    params,
    query: z.strictObject({ after: z.coerce.number().int().min(-1) }),
    handle: async ({ params, query: { after }, actor, reply }) => {
      const { authoring, deps } = rooms
      const isNews = (now: AuthoringLine | undefined): boolean =>
        now?.ended !== false || (after < 0 ? now.key !== undefined : countSaid(now.page) > after)
      const first = lineOf(rooms, params.line, actor)
      if (isRefused(first)) return first
      await waitUntil({
        holds: () => isNews(authoring.find(params.line, deps.clock())),
        onChange: authoring.onChange,
        ms: heardWithinMs,
        signal: closing,
      })
      // A connection kept alive after its last answer would hold up the stop until it times out.
      if (closing.aborted) reply.header('connection', 'close')
      const now = lineOf(rooms, params.line, actor)
      if (isRefused(now)) return now
      const joined = now.key !== undefined
      const said = saidAfter(now.page, Math.max(0, after))
      const next = joined ? countSaid(now.page) : -1
      return { joined, said, next } satisfies AuthoringLineHeard
    },
  })

const say = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/authoring/lines/:line',
    capability: 'write-definitions',
    says: 'Says something to the page that has the line.',
    params,
    body: z.strictObject({ said: z.array(z.looseObject({ say: z.string().max(50) })).max(50) }),
    handle: async ({ params, body, actor }) => {
      const found = lineOf(rooms, params.line, actor)
      if (isRefused(found)) return found
      const said = body.said as unknown as readonly ToPage[]
      await rooms.authoring.write({ t: 'dashboard', line: found.line, said })
      return undefined
    },
  })

const end = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/authoring/lines/:line',
    capability: 'write-definitions',
    says: 'Ends a line, or takes its code back.',
    params,
    handle: async ({ params, actor }) => {
      const found = lineOf(rooms, params.line, actor)
      if (isRefused(found)) return found
      await rooms.authoring.write({ t: 'ended', line: found.line })
      return undefined
    },
  })

/** The way to a page that its own policy cuts off from the window that opened it: by a code, and over the log. */
export const authoringLineRoutes = (rooms: Rooms, closing: AbortSignal): readonly Route[] => [
  offer(rooms),
  hear(rooms, closing),
  say(rooms),
  end(rooms),
]
