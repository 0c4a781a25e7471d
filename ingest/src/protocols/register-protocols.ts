import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { orNotUtf8 } from '../body/parse-body.ts'
import type { IngestContext } from '../context.ts'
import { type Accepted, acceptEvents } from '../events/accept-events.ts'
import type { ReceivedEvents } from '../events/received-events.ts'
import { sendFault, sendReply } from '../http/answer.ts'
import { type Fault, isFault, overloaded } from '../http/fault.ts'
import { noteRefusal, type OpenRequest, openRequest } from '../http/open-request.ts'
import type { EventRoute, Protocol, ReadAt } from './protocol.ts'
import { protocols } from './protocols.ts'

const noteEventFaults = (
  ctx: IngestContext,
  request: FastifyRequest,
  { accepted, key }: { readonly accepted: Accepted; readonly key: OpenRequest['key'] },
): void => {
  const { received, judged } = accepted
  if (judged.accepted === received.values.length) return
  for (const fault of judged.faults) if (fault) noteRefusal(ctx, request, { fault, key })
}

/** What a body has grown by in being inflated takes room until the events are durable, as if it had been sent so. */
const acceptInflated = async (
  ctx: IngestContext,
  request: FastifyRequest,
  { received, key }: { readonly received: ReceivedEvents; readonly key: OpenRequest['key'] },
): Promise<Accepted | Fault> => {
  const grown = received.bytes.length - (request.body as Buffer).length
  const release = ctx.gate.grow(Math.max(0, grown))
  if (!release) return overloaded
  try {
    return await acceptEvents(ctx, received, key)
  } finally {
    release()
  }
}

const eventsHandler =
  (ctx: IngestContext, protocol: Protocol, route: EventRoute) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const opened = await openRequest(ctx, request, protocol.reader)
    if (isFault(opened)) return sendFault(ctx, reply, opened)
    const { body, key } = opened
    const at: ReadAt = { query: request.query as ReadAt['query'], now: ctx.clock() }
    const received = protocol.read(body, route, at)
    const accepted = isFault(received)
      ? orNotUtf8(received, body)
      : await acceptInflated(ctx, request, { received, key })
    if (isFault(accepted)) {
      noteRefusal(ctx, request, { fault: accepted, key })
      return sendFault(ctx, reply, accepted)
    }
    noteEventFaults(ctx, request, { accepted, key })
    return sendReply(ctx, reply, protocol.answer(accepted, request))
  }

/** In a scope of its own, so that whatever refuses a request there does so in the protocol's shape. */
const registerProtocol = (app: FastifyInstance, ctx: IngestContext, protocol: Protocol): void => {
  app.register((scope, _options, done) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, refuse: protocol.refuse }
    })
    for (const route of protocol.routes) {
      const handler = eventsHandler(ctx, protocol, route)
      scope.post(route.path, handler)
      scope.post(`${route.path}/`, handler)
    }
    protocol.beside?.(scope, ctx)
    done()
  })
}

/** Where events come in. */
export const registerProtocols = (app: FastifyInstance, ctx: IngestContext): void => {
  for (const protocol of Object.values(protocols)) registerProtocol(app, ctx, protocol)
}
