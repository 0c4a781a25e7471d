import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import type { SdkFile } from '../sdk-files/read-sdk-files.ts'
import { sendFault } from './answer.ts'
import type { Fault } from './fault.ts'

const forever = 'public, max-age=31536000, immutable'
const shortly = 'public, max-age=300'

const notFound: Fault = { code: 'not_found', message: 'There is no such file.' }

/** Pages that isolate themselves load a file of another origin only when it says that they may. */
const allowEveryPage = (reply: FastifyReply): FastifyReply =>
  reply
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('x-content-type-options', 'nosniff')

const accepts = (request: FastifyRequest, coding: string): boolean =>
  String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .some((item) => item.trim().split(';')[0] === coding && !/;\s*q=0(\.0*)?$/.test(item))

const sendEncoded = (request: FastifyRequest, reply: FastifyReply, file: SdkFile): FastifyReply => {
  reply.header('vary', 'accept-encoding')
  if (accepts(request, 'br')) return reply.header('content-encoding', 'br').send(file.brotli)
  if (accepts(request, 'gzip')) return reply.header('content-encoding', 'gzip').send(file.gzip)
  return reply.send(file.bytes)
}

const sdkFile = (ctx: IngestContext) => (request: FastifyRequest, reply: FastifyReply) => {
  const { name } = request.params as { readonly name: string }
  const file = ctx.sdkFiles.get(name)
  if (!file) return sendFault(ctx, reply, notFound)
  allowEveryPage(reply)
    .header('content-type', file.type)
    .header('cache-control', file.immutable ? forever : shortly)
    .header('etag', file.etag)
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  return sendEncoded(request, reply, file)
}

const contentFile = (ctx: IngestContext) => (request: FastifyRequest, reply: FastifyReply) => {
  const { name } = request.params as { readonly name: string }
  const bytes = ctx.definitions.content(`/sdk/content/${name}`)
  if (!bytes) return sendFault(ctx, reply, notFound)
  return allowEveryPage(reply)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', forever)
    .send(bytes)
}

/** An image, and nothing else even for whoever opens its address: a file that is also a page runs nothing. */
const imageOnly = "default-src 'none'; sandbox"

const assetFile = (ctx: IngestContext) => (request: FastifyRequest, reply: FastifyReply) => {
  const { id } = request.params as { readonly id: string }
  const asset = ctx.assets.get(id)
  if (!asset) return sendFault(ctx, reply, notFound)
  return allowEveryPage(reply)
    .header('content-type', asset.type)
    .header('content-security-policy', imageOnly)
    .header('cache-control', forever)
    .send(asset.bytes)
}

/** The files that pages load. */
export const registerSdkRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  app.get('/sdk/:name', sdkFile(ctx))
  app.get('/sdk/content/:name', contentFile(ctx))
  app.get('/sdk/assets/:id', assetFile(ctx))
}
