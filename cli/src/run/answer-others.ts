import type { Logger } from '@waymark/runtime'
import { type ErrorAnswer, type ErrorCode, errorStatus } from '@waymark/schemas'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const refuse = (reply: FastifyReply, code: ErrorCode, message: string): FastifyReply => {
  const answer: ErrorAnswer = { error: { code, message } }
  return reply.code(errorStatus[code]).send(answer)
}

const notFound = ({ method }: FastifyRequest, reply: FastifyReply): FastifyReply =>
  refuse(reply, 'not_found', `There is nothing at this address, or nothing that takes ${method}.`)

/**
 * Answers what no room has a route for, and what is thrown in a route that has no answer of its own, in the one shape of every
 * error. A body that Fastify cannot read on its way to nowhere is no error of its own.
 */
export const answerOthers = (app: FastifyInstance, logger: Logger): void => {
  app.setNotFoundHandler(notFound)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (request.is404) return notFound(request, reply)
    if ((error.statusCode ?? 500) < 500)
      return refuse(reply, 'invalid_request', 'The request cannot be read.')
    logger.error({ err: error, path: request.routeOptions.url }, 'a request failed')
    return refuse(reply, 'internal', 'Something went wrong here. The log of the server says what.')
  })
}
