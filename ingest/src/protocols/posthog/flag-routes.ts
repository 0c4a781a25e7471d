import type { FastifyInstance } from 'fastify'
import type { IngestContext } from '../../context.ts'
import { sendFault, sendJson } from '../../http/answer.ts'
import { isFault } from '../../http/fault.ts'
import { openRequest } from '../../http/open-request.ts'
import { findPosthogKey } from './find-posthog-key.ts'
import { readPosthogBody } from './read-posthog-body.ts'

const reader = { read: readPosthogBody, findKey: findPosthogKey }

const noFlags = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
} as const

/** `POST /flags` and `/decide`: there are no flags, in the words of every version of the question. */
export const registerFlagRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  for (const path of ['/flags', '/flags/', '/decide', '/decide/']) {
    app.post(path, async (request, reply) => {
      const opened = await openRequest(ctx, request, reader)
      if (isFault(opened)) return sendFault(ctx, reply, opened)
      const answer = { ...noFlags, requestId: ctx.newMessageId(), evaluatedAt: ctx.clock() }
      return sendJson(reply, JSON.stringify(answer))
    })
  }
}
