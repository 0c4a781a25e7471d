import type { FastifyReply } from 'fastify'
import type { IngestContext } from '../context.ts'
import { errorAnswer, type Fault, faultStatus } from './fault.ts'

const json = 'application/json; charset=utf-8'

/** 1 to 30 s, so that those who were turned away together do not come back together. */
const retryAfter = (random: number): number => 1 + Math.floor(random * 30)

export const sendFault = (
  ctx: Pick<IngestContext, 'random'>,
  reply: FastifyReply,
  fault: Fault,
): FastifyReply => {
  const status = faultStatus(fault)
  if (status === 503 || status === 429) {
    reply.header('retry-after', retryAfter(ctx.random()))
  }
  return reply
    .code(status)
    .header('content-type', json)
    .send(JSON.stringify(errorAnswer(fault)))
}

export const sendJson = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', json).send(text)
