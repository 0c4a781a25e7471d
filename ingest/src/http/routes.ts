import cors from '@fastify/cors'
import { onceSent } from '@waymark/runtime'
import { limits } from '@waymark/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { registerMailRoutes } from '../mail/mail-routes.ts'
import { registerProtocols } from '../protocols/register-protocols.ts'
import { sendFault } from './answer.ts'
import { answerError } from './answer-error.ts'
import { registerAuthoringLineRoutes } from './authoring-line-routes.ts'
import { registerAuthoringRoute } from './authoring-route.ts'
import { closeSilentConnections } from './close-silent-connections.ts'
import { overloaded } from './fault.ts'
import { registerMessageRoutes } from './message-routes.ts'
import { noteRefusal } from './open-request.ts'
import { registerSdkRoutes } from './sdk-routes.ts'

/**
 * Any page may send any header: requests carry no cookies and no credentials of the browser's, and it is the key that limits
 * origins. Without `allowedHeaders` the plugin answers a preflight with what it asked for.
 */
const corsOptions = {
  origin: '*',
  methods: ['GET', 'POST'],
  exposedHeaders: ['retry-after'],
  maxAge: 86_400,
  strictPreflight: false,
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
  app.register(cors, corsOptions)
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
    if (enterGate(ctx, request, reply)) done()
  })
  // A connection kept alive after its last answer would hold up the stop until it times out.
  app.addHook('onSend', (...[{ raw }, reply, payload, done]) => {
    if (!ctx.isReady()) reply.header('connection', 'close')
    onceSent(raw, () => done(null, payload))
  })
  app.addHook('preClose', (done) => {
    ctx.onClosing()
    done()
  })
  registerProtocols(app, ctx)
  registerMessageRoutes(app, ctx)
  registerAuthoringRoute(app, ctx)
  registerAuthoringLineRoutes(app, ctx)
  registerMailRoutes(app, ctx)
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
