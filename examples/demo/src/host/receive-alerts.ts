import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { AlertShelf } from './received-alert.ts'

export interface ReceiverDeps {
  readonly shelf: AlertShelf
  readonly clock: () => number
  /** The signing secret, `whsec_…`, as the dashboard shows it; `undefined` while there is none. */
  readonly secret: () => string | undefined
  /** Unguessable end of the address that plays Slack, as Slack's own addresses have one. */
  readonly slackPath: string
}

const maxBytes = 256 * 1024

const same = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

const parse = (text: string): { readonly ok: boolean; readonly body?: unknown } => {
  try {
    return { ok: true, body: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}

const refuse = (reply: FastifyReply, code: number, message: string): FastifyReply =>
  reply.code(code).send({ message })

/** This is all that a receiver needs: the raw body, three headers, and the library of Standard Webhooks. */
const hook = (deps: ReceiverDeps) => (request: FastifyRequest, reply: FastifyReply) => {
  const secret = deps.secret()
  if (secret === undefined) return refuse(reply, 503, 'The secret is not known yet.')
  const id = header(request, 'webhook-id')
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': header(request, 'webhook-timestamp'),
    'webhook-signature': header(request, 'webhook-signature'),
  }
  try {
    const body = new Webhook(secret).verify(String(request.body), headers)
    deps.shelf.add({ id, via: 'webhook', receivedAt: deps.clock(), body })
    return reply.code(204).send()
  } catch (error) {
    if (error instanceof WebhookVerificationError || error instanceof SyntaxError) {
      return refuse(reply, 401, 'The signature is not right.')
    }
    throw error
  }
}

/** What Slack does with an incoming webhook, seen from outside: an address that one has to know, and `ok`. */
const slack = (deps: ReceiverDeps) => (request: FastifyRequest, reply: FastifyReply) => {
  const { path } = request.params as { readonly path: string }
  if (!same(path, deps.slackPath)) return reply.code(404).type('text/plain').send('no_service')
  const parsed = parse(String(request.body))
  if (!parsed.ok) return reply.code(400).type('text/plain').send('invalid_payload')
  const id = createHash('sha256').update(String(request.body)).digest('base64url')
  deps.shelf.add({ id, via: 'slack', receivedAt: deps.clock(), body: parsed.body })
  return reply.type('text/plain').send('ok')
}

/** Where alerts arrive. */
export const receiveAlerts = (app: FastifyInstance, deps: ReceiverDeps): void => {
  app.register((scope, _options, done) => {
    // Signatures are over bytes: whatever the content type, the body stays a text.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: maxBytes },
      (_request, body, parsed) => parsed(null, body),
    )
    scope.post('/demo/hook', hook(deps))
    scope.post('/demo/slack/:path', slack(deps))
    done()
  })
}
