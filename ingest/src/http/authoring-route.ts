import type { AuthoringAnswer } from '@waymark/schemas/wire/authoring'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { sendFault, sendJson } from './answer.ts'
import { type Fault, isFault } from './fault.ts'
import { openRequest } from './open-request.ts'

/** Longer than any ticket that a dashboard makes. */
const longestTicket = 2000

const noTicket: Fault = {
  code: 'token_invalid',
  message: 'This is no ticket of this environment and page, or it was used or has ended.',
  at: 'ticket',
}

const redeem = (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const opened = await openRequest(ctx, request)
  if (isFault(opened)) return sendFault(ctx, reply, opened)
  const { ticket, purpose = 'authoring' } = opened.body.value
  const isText = typeof ticket === 'string' && ticket.length <= longestTicket
  const grant = isText ? ctx.authoring.redeem(opened.key.env, ticket) : undefined
  if (!grant) return sendFault(ctx, reply, noTicket)
  // Browsers say themselves where a request comes from: a ticket for one page is none for another.
  if (grant.page !== request.headers.origin || (grant.purpose ?? 'authoring') !== purpose) {
    return sendFault(ctx, reply, noTicket)
  }
  const answer: AuthoringAnswer = { origin: grant.dashboard }
  reply.header('cache-control', 'no-store')
  return sendJson(reply, JSON.stringify(answer))
}

/** Tells a page that an author writes or looks in which dashboard it may answer. */
export const registerAuthoringRoute = (app: FastifyInstance, ctx: IngestContext): void => {
  app.post('/v1/authoring', redeem(ctx))
}
