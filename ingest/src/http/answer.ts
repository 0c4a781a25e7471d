import type { FastifyReply } from 'fastify'
import type { IngestContext } from '../context.ts'
import type { Fault } from './fault.ts'
import { type Refuse, refuseAsWaymark } from './refuse.ts'
import type { Reply } from './reply.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How the clients of this route expect faults; absent: in Waymark's shape. */
    readonly refuse?: Refuse
  }
}

/** 1 to 30 s, so that those who were turned away together do not come back together. */
const retryAfter = (random: number): number => 1 + Math.floor(random * 30)

export const sendReply = (
  ctx: Pick<IngestContext, 'random'>,
  reply: FastifyReply,
  { status, type, body }: Reply,
): FastifyReply => {
  if (status === 503 || status === 429) reply.header('retry-after', retryAfter(ctx.random()))
  return reply.code(status).header('content-type', type).send(body)
}

/** Refuses in the shape that the route's clients know. */
export const sendFault = (
  ctx: Pick<IngestContext, 'random'>,
  reply: FastifyReply,
  fault: Fault,
): FastifyReply =>
  sendReply(ctx, reply, (reply.routeOptions.config.refuse ?? refuseAsWaymark)(fault))

export const sendJson = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(text)
