import { limits } from '@waymark/schemas'
import { StorageError } from '@waymark/storage'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { sendFault } from './answer.ts'
import type { Fault } from './fault.ts'
import { noteRefusal } from './open-request.ts'

const notDurable: Fault = {
  code: 'not_durable',
  message: 'Nothing durable can be written now; try again after Retry-After.',
}

const internal: Fault = { code: 'internal', message: 'Something went wrong on our side.' }

const requestTooLarge: Fault = {
  code: 'request_too_large',
  message: `A request may have ${limits.requestBytes} bytes; send smaller batches.`,
  limit: limits.requestBytes,
}

const brokenOff: Fault = { code: 'invalid_body', message: 'The body ended early or is malformed.' }

/** Nothing is served there. */
export const notFound: Fault = {
  code: 'not_found',
  message: 'There is nothing at this address.',
}

const faultOf = (error: FastifyError): Fault => {
  if (error instanceof StorageError) return notDurable
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return requestTooLarge
  return (error.statusCode ?? 500) < 500 ? brokenOff : internal
}

/** Answers what was thrown: by Fastify while it read the request, by the log, or by a bug. */
export const answerError =
  (ctx: IngestContext) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    // What cannot be read on its way to nowhere is no fault of its own.
    if (request.is404) return sendFault(ctx, reply, notFound)
    const fault = faultOf(error)
    if (fault === internal)
      ctx.logger.error({ err: error, path: request.routeOptions.url }, 'failed')
    if (fault === notDurable) ctx.outages(error)
    noteRefusal(ctx, request, { fault })
    return sendFault(ctx, reply, fault)
  }
