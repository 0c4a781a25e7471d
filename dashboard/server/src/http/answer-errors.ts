import { type Logger, onceSent } from '@waymark/runtime'
import { StorageError } from '@waymark/storage'
import type { FastifyError, FastifyInstance } from 'fastify'
import { type Refused, refusalBody, refuse } from './refusal.ts'
import { bodyLimit } from './register-routes.ts'

const byStatus = (error: FastifyError): Refused => {
  if (error.statusCode === 413) {
    return refuse('request_too_large', 'The body is larger than 1 MB.', { limit: bodyLimit })
  }
  if (error.statusCode === 415) {
    return refuse('invalid_encoding', 'Send JSON: Content-Type: application/json.')
  }
  return refuse('invalid_body', 'The request cannot be read. The body has to be JSON.')
}

const refusalOf = (error: unknown): Refused => {
  if (error instanceof StorageError) {
    return error.retryable
      ? refuse('overloaded', 'Storage does not answer at the moment. Try again in a few seconds.')
      : refuse('internal', 'Storage failed. The log of the server says why.')
  }
  const status = (error as Partial<FastifyError>).statusCode
  if (status !== undefined && status >= 400 && status < 500) return byStatus(error as FastifyError)
  return refuse('internal', 'Something went wrong here. The log of the server says what.')
}

/** Every error leaves as the same JSON, never with a stack, and not before who is refused has sent all. */
export const answerErrors = (app: FastifyInstance, logger: Logger): void => {
  app.addHook('onSend', (...[{ raw }, , payload, done]) => {
    onceSent(raw, () => done(null, payload))
  })
  app.setErrorHandler((error, request, reply) => {
    const refused = refusalOf(error)
    if (refused.status >= 500) {
      const { method } = request
      const path = request.routeOptions.url
      logger.error({ err: error, method, path }, 'a request failed')
    }
    if (refused.status === 503) reply.header('retry-after', '2')
    return reply.code(refused.status).send(refusalBody(refused))
  })
}
