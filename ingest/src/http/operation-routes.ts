import type { FastifyInstance } from 'fastify'
import type { IngestContext } from '../context.ts'
import { sendFault, sendJson } from './answer.ts'
import { answerError } from './answer-error.ts'

const registerIn = (app: FastifyInstance, ctx: IngestContext): void => {
  app.setErrorHandler(answerError(ctx))
  app.get('/healthz', (_request, reply) => sendJson(reply, '{"alive":true}'))

  app.get('/readyz', async (_request, reply) => {
    if (!ctx.isReady()) {
      const message = 'Ingest is starting or stopping.'
      return sendFault(ctx, reply, { code: 'starting', message })
    }
    await ctx.log.check()
    return sendJson(reply, '{"ready":true}')
  })

  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', ctx.metrics.contentType).send(await ctx.metrics.expose()),
  )
}

/** For whoever runs the process: is it alive, can it accept durably, what has it done. */
export const registerOperationRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  app.register((scope, _options, done) => {
    registerIn(scope, ctx)
    done()
  })
}
