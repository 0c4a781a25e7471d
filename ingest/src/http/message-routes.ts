import type { StoredKey } from '@waymark/schemas'
import { checkId, isAbsent } from '@waymark/schemas/wire/check-id'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { checkGuideConsent } from '../events/check-consent.ts'
import type { Fields } from '../events/received-events.ts'
import { proveVisitor } from '../identity/prove-visitor.ts'
import { answerMessages } from '../serving/answer-messages.ts'
import type { Visitor } from '../serving/resolve-person.ts'
import { sendFault, sendJson } from './answer.ts'
import { type Fault, isFault, starting } from './fault.ts'
import { noteRefusal, openRequest } from './open-request.ts'

interface Asking {
  readonly visitor: Visitor
  readonly body: Fields
}

const noAnonymousId: Fault = {
  code: 'missing_id',
  message: 'anonymousId is missing.',
  at: 'anonymousId',
}

const readVisitor = (body: Fields, env: string): Visitor | Fault => {
  const { anonymousId, userId, context } = body
  if (isAbsent(anonymousId)) return noAnonymousId
  const fault =
    checkGuideConsent(context) ??
    checkId(anonymousId, 'anonymousId') ??
    (isAbsent(userId) ? undefined : checkId(userId, 'userId'))
  if (fault) return fault
  return {
    env,
    anonymousId: anonymousId as string,
    ...(!isAbsent(userId) && { userId: userId as string }),
  }
}

const openAsking = async (ctx: IngestContext, request: FastifyRequest): Promise<Asking | Fault> => {
  const opened = await openRequest(ctx, request)
  if (isFault(opened)) return opened
  if (!ctx.knowsPeople()) return starting
  const key: StoredKey = opened.key
  const said = readVisitor(opened.body.value, key.env)
  const visitor = isFault(said) ? said : await proveVisitor(ctx, said, opened.body.value.token)
  if (!isFault(visitor)) return { visitor, body: opened.body.value }
  noteRefusal(ctx, request, { fault: visitor, key })
  return visitor
}

const messages = (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const asking = await openAsking(ctx, request)
  if (isFault(asking)) return sendFault(ctx, reply, asking)
  const answer = answerMessages(asking.visitor, ctx.serving, ctx.definitions)
  const ticket = ctx.tickets.issue(asking.visitor)
  reply.header('cache-control', 'no-store')
  return sendJson(reply, JSON.stringify({ ...answer, ticket }))
}

const claim = (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const asking = await openAsking(ctx, request)
  if (isFault(asking)) return sendFault(ctx, reply, asking)
  const { decision } = asking.body
  const fault = isAbsent(decision)
    ? ({ code: 'missing_id', message: 'decision is missing.', at: 'decision' } as const)
    : checkId(decision, 'decision')
  if (fault) return sendFault(ctx, reply, fault)
  const answer = await ctx.claims.claim(asking.visitor, decision as string)
  reply.header('cache-control', 'no-store')
  return sendJson(reply, JSON.stringify(answer))
}

const tooManyStreams: Fault = {
  code: 'too_many_requests',
  message: 'As many streams are open as are allowed; try again later.',
}

const stopping: Fault = { code: 'starting', message: 'Waymark is starting or stopping.' }

const stream = (ctx: IngestContext) => (request: FastifyRequest, reply: FastifyReply) => {
  const { ticket: text } = request.query as { readonly ticket?: unknown }
  const ticket = typeof text === 'string' ? ctx.tickets.redeem(text) : undefined
  if (!ticket) return reply.code(204).header('cache-control', 'no-store').send()
  if (!ctx.isReady() || !ctx.knowsPeople()) return sendFault(ctx, reply, stopping)
  if (!ctx.streams.open(ticket, reply.raw)) return sendFault(ctx, reply, tooManyStreams)
  return reply.hijack()
}

/** What a person's browser asks for. */
export const registerMessageRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  app.post('/v1/messages', messages(ctx))
  app.post('/v1/messages/claim', claim(ctx))
  app.get('/v1/stream', stream(ctx))
}
