import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IngestContext } from '../../context.ts'
import { sendFault, sendJson } from '../../http/answer.ts'
import { isFault } from '../../http/fault.ts'
import { findPublicKey } from '../../keys/find-public-key.ts'

const baseUrl = (ctx: IngestContext, request: FastifyRequest): URL =>
  new URL(ctx.publicUrl ?? `${request.protocol}://${request.host}`)

/** What Segment's browser client needs to begin: one integration, which is this very server. */
const settingsFor = (key: string, base: URL) => ({
  integrations: {
    'Segment.io': {
      apiKey: key,
      apiHost: `${base.host}${base.pathname.replace(/\/$/, '')}/v1`,
      protocol: base.protocol.replace(':', ''),
      unbundledIntegrations: [],
      addBundledMetadata: true,
      maybeBundledConfigIds: {},
      versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
    },
  },
  plan: { track: { __default: { enabled: true, integrations: {} } } },
  edgeFunction: {},
  analyticsNextEnabled: true,
  middlewareSettings: {},
  enabledMiddleware: {},
  metrics: { sampleRate: 0 },
  legacyVideoPluginsEnabled: false,
  remotePlugins: [],
})

/** `GET /v1/projects/KEY/settings`. */
export const registerSettingsRoute = (app: FastifyInstance, ctx: IngestContext): void => {
  app.get('/v1/projects/:key/settings', (request, reply) => {
    const { key } = request.params as { readonly key: string }
    const found = findPublicKey(ctx.definitions.keyByHash, key)
    if (isFault(found)) return sendFault(ctx, reply, found)
    reply.header('cache-control', 'public, max-age=300')
    return sendJson(reply, JSON.stringify(settingsFor(key, baseUrl(ctx, request))))
  })
}
