import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AlertStreams } from './alert-stream.ts'
import { pageHtml } from './page-html.ts'
import { newNonce, pagePolicy } from './page-policy.ts'
import type { Built } from './read-built-files.ts'

export interface HostDeps {
  readonly built: Built
  readonly streams: AlertStreams
  /** The two tags, as Setup prints them. */
  readonly snippet: (origin: string) => string
  /** What browsers reach this instance by; absent: the address that they used. */
  readonly publicUrl: string | undefined
}

/** `localhost:8090`: nothing that could end an attribute. */
const plainHost = /^[a-z0-9.[\]:-]{1,255}$/i

const originOf = (request: FastifyRequest, publicUrl: string | undefined): string | undefined => {
  if (publicUrl !== undefined) return new URL(publicUrl).origin
  const host = request.headers.host ?? ''
  return plainHost.test(host) ? `${request.protocol}://${host}` : undefined
}

const sendPage = (reply: FastifyReply, nonce: string, html: string): FastifyReply =>
  reply
    .headers({
      'content-security-policy': pagePolicy(nonce),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    })
    .type('text/html; charset=utf-8')
    .send(html)

const appPage = (deps: HostDeps) => (request: FastifyRequest, reply: FastifyReply) => {
  const { files } = deps.built
  const nonce = newNonce()
  const origin = originOf(request, deps.publicUrl)
  const html = pageHtml({
    title: 'Corkline',
    description: 'A made-up project board with Waymark in it.',
    nonce,
    script: files.app,
    files,
    ...(origin === undefined ? {} : { snippet: deps.snippet(origin) }),
  })
  return sendPage(reply, nonce, html)
}

const inboxPage = (deps: HostDeps) => (_request: FastifyRequest, reply: FastifyReply) => {
  const { files } = deps.built
  const nonce = newNonce()
  const html = pageHtml({
    title: 'SDR inbox',
    description: 'What a sales developer receives.',
    nonce,
    script: files.inbox,
    files,
  })
  return sendPage(reply, nonce, html)
}

const file = (deps: HostDeps) => (request: FastifyRequest, reply: FastifyReply) => {
  const { name } = request.params as { readonly name: string }
  const found = deps.built.byName.get(name)
  if (!found) return reply.code(404).send({ message: 'There is no such file.' })
  const cache = /-[A-Z0-9]{8}\./i.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache'
  return reply
    .headers({ 'cache-control': cache, 'x-content-type-options': 'nosniff' })
    .type(found.type)
    .send(found.bytes)
}

/** The app, which finds its way by itself below `/demo`, and the page of those who are told. */
export const serveDemo = (app: FastifyInstance, deps: HostDeps): void => {
  app.get('/demo', appPage(deps))
  app.get('/demo/*', appPage(deps))
  app.get('/demo/sdr', inboxPage(deps))
  app.get('/demo/sdr/stream', deps.streams.open)
  app.get('/demo/files/:name', file(deps))
}
