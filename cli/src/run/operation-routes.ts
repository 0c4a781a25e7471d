import type { Metrics } from '@waymark/runtime'
import type { EventLog } from '@waymark/storage'
import type { FastifyInstance } from 'fastify'

interface Operated {
  readonly log: EventLog
  readonly metrics: Metrics
  readonly ready: () => boolean
}

const notReady = (message: string) => ({ error: { code: 'starting', message } })

/** `/healthz`, `/readyz` and `/metrics` of a process that has no ingest in it, in ingest's own shapes. */
export const registerOperations = (
  app: FastifyInstance,
  { log, metrics, ready }: Operated,
): void => {
  app.get('/healthz', async () => ({ alive: true }))
  app.get('/readyz', async (_request, reply) => {
    if (!ready())
      return reply
        .code(503)
        .header('retry-after', '2')
        .send(notReady('It is starting or stopping.'))
    try {
      await log.check()
    } catch {
      return reply
        .code(503)
        .header('retry-after', '2')
        .send(notReady('The log cannot be written at the moment.'))
    }
    return { ready: true }
  })
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.expose()),
  )
}
