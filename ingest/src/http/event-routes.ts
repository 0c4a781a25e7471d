import type { EventType } from '@waymark/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { type Accepted, acceptEvents } from '../events/accept-events.ts'
import { describeResults } from '../events/describe-results.ts'
import { sendFault, sendJson } from './answer.ts'
import { errorAnswer, type Fault, faultStatus, isFault } from './fault.ts'
import { noteRefusal, openRequest } from './open-request.ts'

const success = '{"success":true}'

/** Segment's routes and their short forms; each takes one event of its type. */
const routes: { readonly [Type in EventType]: readonly string[] } = {
  track: ['/v1/track', '/v1/t'],
  identify: ['/v1/identify', '/v1/i'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
}

interface RouteKind {
  readonly kind: 'live' | 'import'
  readonly type?: EventType
}

type RefusedOpen = { readonly key: Parameters<typeof acceptEvents>[2]['key'] }

const wantsResults = (request: FastifyRequest): boolean =>
  (request.query as { readonly results?: unknown }).results === '1'

const firstFault = ({ judged }: Accepted): Fault | undefined =>
  judged.faults.find((fault) => fault !== undefined)

const noteEventFaults = (
  ctx: IngestContext,
  request: FastifyRequest,
  { accepted, key }: { readonly accepted: Accepted } & RefusedOpen,
): void => {
  const { received, judged } = accepted
  if (judged.accepted === received.values.length) return
  for (const fault of judged.faults) if (fault) noteRefusal(ctx, request, { fault, key })
}

const answer = (ctx: IngestContext, request: FastifyRequest, reply: FastifyReply) => ({
  fault: (fault: Fault) => sendFault(ctx, reply, fault),
  accepted: (accepted: Accepted): FastifyReply => {
    const fault = accepted.judged.accepted === 0 ? firstFault(accepted) : undefined
    if (!wantsResults(request)) {
      return fault ? sendFault(ctx, reply, fault) : sendJson(reply, success)
    }
    const results = describeResults(accepted)
    const body = fault ? { ...errorAnswer(fault), results } : { success: true, results }
    return sendJson(fault ? reply.code(faultStatus(fault)) : reply, JSON.stringify(body))
  },
})

const eventsHandler =
  (ctx: IngestContext, route: RouteKind) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const send = answer(ctx, request, reply)
    const opened = await openRequest(ctx, request)
    if (isFault(opened)) return send.fault(opened)
    const { body, key } = opened
    const accepted = await acceptEvents(ctx, body, { key, ...route })
    if (isFault(accepted)) {
      noteRefusal(ctx, request, { fault: accepted, key })
      return send.fault(accepted)
    }
    noteEventFaults(ctx, request, { accepted, key })
    return send.accepted(accepted)
  }

/** Where events come in. */
export const registerEventRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  for (const [type, paths] of Object.entries(routes)) {
    const handler = eventsHandler(ctx, { kind: 'live', type: type as EventType })
    for (const path of paths) app.post(path, handler)
  }
  const batch = eventsHandler(ctx, { kind: 'live' })
  app.post('/v1/batch', batch)
  app.post('/v1/b', batch)
  app.post('/v1/import', eventsHandler(ctx, { kind: 'import' }))
  // Metrics that Segment's client sends about itself: it stops working well when they are refused, and nobody needs them.
  app.post('/v1/m', (_request, reply) => sendJson(reply, success))
}
