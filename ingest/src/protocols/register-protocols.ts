import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { orNotUtf8 } from '../body/parse-body.ts'
import type { IngestContext } from '../context.ts'
import { type Accepted, acceptEvents } from '../events/accept-events.ts'
import { sendFault, sendReply } from '../http/answer.ts'
import { isFault } from '../http/fault.ts'
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
      : await acceptEvents(ctx, received, key)
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
      scope.post(route.path, eventsHandler(ctx, protocol, route))
    }
    protocol.beside?.(scope, ctx)
    done()
  })
}

/** Where events come in. */
export const registerProtocols = (app: FastifyInstance, ctx: IngestContext): void => {
  for (const protocol of Object.values(protocols)) registerProtocol(app, ctx, protocol)
}
