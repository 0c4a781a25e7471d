import { limits } from '@waymark/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { sendFault } from './answer.ts'
import { answerError } from './answer-error.ts'
import { closeSilentConnections } from './close-silent-connections.ts'
import { registerEventRoutes } from './event-routes.ts'
import type { Fault } from './fault.ts'
import { registerMessageRoutes } from './message-routes.ts'
import { noteRefusal } from './open-request.ts'
import { registerSdkRoutes } from './sdk-routes.ts'
import { registerSettingsRoute } from './settings-route.ts'

const overloaded: Fault = {
  code: 'overloaded',
  message: 'More is on its way than can be taken; try again after Retry-After.',
}

const allowedMethods = 'GET, POST, OPTIONS'

/** Header names and commas only: what a browser sends as Access-Control-Request-Headers. */
const headerNames = /^[\w-]+(\s*,\s*[\w-]+)*$/

const usualHeaders = 'authorization, content-type, x-retry-count, anonymousid, sentat'

/** Requests carry no cookies and no credentials of the browser's: any page may send any header (the key limits origins). */
const preflight = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const asked = request.headers['access-control-request-headers'] ?? ''
  return reply
    .code(204)
    .header('access-control-allow-methods', allowedMethods)
    .header('access-control-allow-headers', headerNames.test(asked) ? asked : usualHeaders)
    .header('access-control-max-age', '86400')
    .header('vary', 'access-control-request-headers')
    .send()
}

const announcedBytes = (request: FastifyRequest): number => {
  const announced = Number(request.headers['content-length'])
  return announced >= 0 && announced < limits.requestBytes ? announced : limits.requestBytes
}

/** Turns requests away before their body is read when there is no room for it. */
const enterGate = (ctx: IngestContext, request: FastifyRequest, reply: FastifyReply): boolean => {
  if (request.method !== 'POST') return true
  const release = ctx.gate.enter(announcedBytes(request))
  if (!release) {
    noteRefusal(ctx, request, { fault: overloaded })
    sendFault(ctx, reply.header('connection', 'close'), overloaded)
    return false
  }
  reply.raw.once('close', release)
  return true
}

const registerIn = (app: FastifyInstance, ctx: IngestContext): void => {
  app.setErrorHandler(answerError(ctx))
  // Whatever the content type says, the body is taken as bytes and judged after parsing: checks by type have been passed by.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: limits.requestBytes },
    (_request, body, done) => done(null, body),
  )
  app.addHook('onRequest', (request, reply, done) => {
    delete request.raw.headers['content-type']
    reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'retry-after')
    if (enterGate(ctx, request, reply)) done()
  })
  // A connection kept alive after its last answer would hold up the stop until it times out.
  app.addHook('onSend', (...[, reply, payload, done]) => {
    if (!ctx.isReady()) reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('preClose', (done) => {
    ctx.onClosing()
    done()
  })
  app.options('/v1/*', preflight)
  app.options('/sdk/*', preflight)
  registerEventRoutes(app, ctx)
  registerMessageRoutes(app, ctx)
  registerSettingsRoute(app, ctx)
  registerSdkRoutes(app, ctx)
}

/** Puts ingest's routes on an instance, in a scope of their own: its parsers and hooks do not reach other routes. */
export const registerIngestRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  closeSilentConnections(app)
  app.register((scope, _options, done) => {
    registerIn(scope, ctx)
    done()
  })
}
