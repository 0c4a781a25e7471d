import type { StoredKey } from '@waymark/schemas'
import type { FastifyInstance } from 'fastify'
import type { IngestContext } from '../../context.ts'
import type { Fields } from '../../events/received-events.ts'
import { sendFault, sendJson } from '../../http/answer.ts'
import { isFault } from '../../http/fault.ts'
import { findKey } from '../../keys/find-key.ts'
import { findPublicKey } from '../../keys/find-public-key.ts'

const off = { enabled: false } as const

/** A source without destinations: everything goes to the data plane, and the client reports nothing of itself. */
const sourceConfigFor = ({ id, env }: StoredKey, writeKey: string) => ({
  source: {
    id,
    name: env,
    writeKey,
    enabled: true,
    workspaceId: env,
    config: { statsCollection: { errors: off, metrics: off } },
    destinations: [],
    connections: [],
  },
})

/** `GET /sourceConfig`, which RudderStack's clients for browsers and apps start with. */
export const registerSourceConfigRoute = (app: FastifyInstance, ctx: IngestContext): void => {
  const handler = (path: string): void => {
    app.get(path, (request, reply) => {
      const text = findKey(request.headers, undefined, request.query as Fields)
      const key = findPublicKey(ctx.definitions.keyByHash, text)
      if (isFault(key)) return sendFault(ctx, reply, key)
      reply.header('cache-control', 'private, max-age=300')
      return sendJson(reply, JSON.stringify(sourceConfigFor(key, text ?? '')))
    })
  }
  handler('/sourceConfig')
  handler('/sourceConfig/')
}
