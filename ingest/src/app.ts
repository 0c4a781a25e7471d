import Fastify, { type FastifyInstance } from 'fastify'
import type { IngestContext } from './context.ts'
import { sendFault } from './http/answer.ts'
import { answerError, notFound } from './http/answer-error.ts'
import { answerMalformedAddress, answerMalformedBytes } from './http/malformed-request.ts'
import { registerOperationRoutes } from './http/operation-routes.ts'
import { registerIngestRoutes } from './http/routes.ts'

/**
 * Options for a server that carries ingest, alone or beside other rooms. Requests are not logged one by one; a client that
 * sends its body slower than this is cut off.
 */
export const ingestServerOptions = (trustedProxies: readonly string[]) =>
  ({
    logger: false,
    requestTimeout: 30_000,
    // Longer than the usual load balancer's 60 s, so that the balancer, not we, closes an idle connection.
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerMalformedBytes,
    frameworkErrors: answerMalformedAddress,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
  }) as const

/** Builds a server with ingest alone; it does not listen yet. */
export const createIngestApp = (
  ctx: IngestContext,
  trustedProxies: readonly string[],
): FastifyInstance => {
  const app = Fastify(ingestServerOptions(trustedProxies))
  registerIngestRoutes(app, ctx)
  registerOperationRoutes(app, ctx)
  app.setErrorHandler(answerError(ctx))
  app.setNotFoundHandler((_request, reply) => sendFault(ctx, reply, notFound))
  return app
}
