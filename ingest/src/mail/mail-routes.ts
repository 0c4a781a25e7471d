import { type MailLink, type MailLinkKind, mailLinkPaths } from '@waymark/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { sendFault } from '../http/answer.ts'
import { type Fault, starting } from '../http/fault.ts'
import { registerBounceRoute } from './bounce-route.ts'
import { asRecords, clickedRecords, openedRecords, unsubscribedRecords } from './record-mail.ts'
import { brokenPage, confirmPage, donePage, pageHeaders } from './unsubscribe-page.ts'

/** A transparent image of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Nobody who clicks waits longer than this for the log. */
const patienceMs = 1000

const linkOf = (
  ctx: IngestContext,
  kind: MailLinkKind,
  request: FastifyRequest,
): MailLink | undefined => {
  const { '*': text } = request.params as { readonly '*'?: string }
  return text === undefined ? undefined : ctx.mailLinks.open(kind, text)
}

/** What only asks, or fetches ahead of a reader who may never come, is not what somebody did. */
const isReader = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' &&
  !/prefetch|preview/i.test(String(headers['sec-purpose'] ?? headers.purpose ?? ''))

const isFlooding = (ctx: IngestContext, { ip }: FastifyRequest): boolean =>
  !ctx.rateLimit.take(`mail ${ip}`)

/** Records what a reader did; a log that is away keeps nobody from where they want to go. */
const record = async (
  ctx: IngestContext,
  request: FastifyRequest,
  records: ReturnType<typeof openedRecords>,
): Promise<void> => {
  if (!ctx.isOpen() || !isReader(request) || isFlooding(ctx, request)) return
  const appended = ctx.log.append(asRecords(records)).catch((error: unknown) => {
    ctx.logger.warn({ err: error }, 'what a reader of an e-mail did could not be recorded')
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patienceMs)
  await Promise.race([appended, promise])
  clearTimeout(timer)
}

const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).headers(pageHeaders).send(page)

const opened = (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const link = linkOf(ctx, 'open', request)
  if (link) await record(ctx, request, openedRecords(link, ctx.clock()))
  return reply
    .header('content-type', 'image/gif')
    .header('cache-control', 'no-store')
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(pixel)
}

const clicked = (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
  const link = linkOf(ctx, 'click', request)
  if (link?.url === undefined) return sendPage(reply, 404, brokenPage)
  await record(ctx, request, clickedRecords(link, ctx.clock()))
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .redirect(link.url, 302)
}

const asked = (ctx: IngestContext) => (request: FastifyRequest, reply: FastifyReply) => {
  const address = linkOf(ctx, 'unsubscribe', request)?.address
  if (address === undefined) return sendPage(reply, 404, brokenPage)
  return sendPage(reply, 200, confirmPage(address))
}

const tooMany: Fault = {
  code: 'too_many_requests',
  message: 'Too many requests from this address; try again later.',
}

/** Answers once it is durable: who is told that they are unsubscribed is. */
const unsubscribed =
  (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
    const link = linkOf(ctx, 'unsubscribe', request)
    if (link?.address === undefined) return sendPage(reply, 404, brokenPage)
    if (!ctx.isOpen()) return sendFault(ctx, reply, starting)
    if (isFlooding(ctx, request)) return sendFault(ctx, reply, tooMany)
    await ctx.log.append(asRecords(unsubscribedRecords(link, ctx.clock())))
    return sendPage(reply, 200, donePage(link.address))
  }

/** What the addresses in e-mails do, and where mail providers report. */
export const registerMailRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  app.get(`${mailLinkPaths.open}*`, opened(ctx))
  app.get(`${mailLinkPaths.click}*`, clicked(ctx))
  app.get(`${mailLinkPaths.unsubscribe}*`, asked(ctx))
  app.post(`${mailLinkPaths.unsubscribe}*`, unsubscribed(ctx))
  registerBounceRoute(app, ctx)
}
