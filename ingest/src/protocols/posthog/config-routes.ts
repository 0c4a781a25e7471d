import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../../context.ts'
import { sendFault, sendJson } from '../../http/answer.ts'
import { isFault } from '../../http/fault.ts'
import { findPublicKey } from '../../keys/find-public-key.ts'

/**
 * All that PostHog's browser client may load later is off: Waymark has none of it to give. `surveys` is absent because the client
 * loads their script where it is false.
 */
const remoteConfig = {
  supportedCompression: ['gzip', 'gzip-js', 'base64'],
  analytics: { endpoint: '/i/v0/e/' },
  hasFeatureFlags: false,
  sessionRecording: false,
  productTours: false,
  conversations: false,
  heatmaps: false,
  captureDeadClicks: false,
  capturePerformance: false,
  autocaptureExceptions: false,
  errorTracking: { autocaptureExceptions: false },
  logs: { captureConsoleLogs: false },
  defaultIdentifiedOnly: true,
  elementsChainAsString: true,
  isAuthenticated: false,
  toolbarParams: {},
  siteApps: [],
} as const

const asScript = (key: string, config: object): string => {
  const name = JSON.stringify(key)
  return `(w=>{w._POSTHOG_REMOTE_CONFIG=w._POSTHOG_REMOTE_CONFIG||{};w._POSTHOG_REMOTE_CONFIG[${name}]={config:${JSON.stringify(config)},siteApps:[]}})(window)`
}

/** `GET /array/KEY/config` and `/array/KEY/config.js`: what posthog-js starts with. */
export const registerConfigRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  const route = (
    path: string,
    send: (reply: FastifyReply, config: object, key: string) => FastifyReply,
  ) =>
    app.get(path, (request: FastifyRequest, reply) => {
      const { key } = request.params as { readonly key: string }
      const found = findPublicKey(ctx.definitions.keyByHash, key)
      if (isFault(found)) return sendFault(ctx, reply, found)
      reply.header('cache-control', 'public, max-age=300')
      return send(reply, { token: key, ...remoteConfig }, key)
    })
  const asJson = (reply: FastifyReply, config: object): FastifyReply =>
    sendJson(reply, JSON.stringify(config))
  route('/array/:key/config', asJson)
  route('/array/:key/config/', asJson)
  route('/array/:key/config.js', (reply, config, key) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(asScript(key, config)),
  )
}
