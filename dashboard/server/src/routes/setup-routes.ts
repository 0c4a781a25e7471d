import type { Refusal } from '@waymark/schemas'
import { coversOrigin, type StoredKey } from '@waymark/schemas'
import type { RefusedOrigin, Setup } from '@waymark/schemas/api/setup'
import { z } from 'zod'
import * as own from '../answers/own-answers.ts'
import { isRefused, type Refused } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { publishedForSetup } from '../read/published-for-setup.ts'
import {
  createProgressReader,
  hostPolicy,
  type Progress,
  scriptHashes,
} from '../read/read-setup.ts'
import { env } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** Origins that were refused and would be again; those that were allowed meanwhile are left out. */
const refusedOrigins = (
  refusals: readonly Refusal[],
  keys: readonly StoredKey[],
): readonly RefusedOrigin[] => {
  const live = keys.filter((key) => key.type === 'write' && key.revoked === undefined)
  // Which key a page used is not told: it is still refused where no key would let it send.
  const mayBe = (origin: string): boolean =>
    live.some((key) => !key.origins || key.origins.some((allowed) => coversOrigin(allowed, origin)))
  const refused = refusals.filter(
    ({ code, origin = 'null' }) =>
      code === 'origin_not_allowed' && origin !== 'null' && !mayBe(origin.toLowerCase()),
  )
  return [...Map.groupBy(refused, ({ origin = '' }) => origin.toLowerCase())].map(
    ([origin, list]) => ({
      origin,
      count: list.length,
      lastAt: Math.max(...list.map(({ at }) => at)),
    }),
  )
}

const setup = (rooms: Rooms, env: string, ingestUrl: string): Omit<Setup, keyof Progress> => {
  const { deps } = rooms
  const keys = rooms.definitions.keys(env)
  const refused = rooms.refusals.of(env)
  const writeKey =
    keys.findLast((key) => key.type === 'write' && key.revoked === undefined)?.key ?? ''
  const snippet = deps.snippet(ingestUrl, writeKey)
  const hashes = scriptHashes(snippet)
  return {
    env,
    writeKey,
    ingestUrl,
    snippet,
    stubHash: hashes[0] ?? '',
    csp: hostPolicy(ingestUrl, hashes),
    refusedOrigins: refusedOrigins(refused, keys),
    published: publishedForSetup(rooms.definitions.list(env)),
    refusals: refused.slice(0, 50),
    ...(deps.demoUrl === undefined ? {} : { demoUrl: deps.demoUrl }),
  }
}

/** How to begin, and how far one has come. */
export const setupRoutes = (rooms: Rooms): readonly Route[] => {
  const readProgress = createProgressReader(rooms.deps.store)
  return [
    route({
      method: 'GET',
      path: '/api/setup',
      capability: 'signed-in',
      says: 'The tags to paste, what was refused lately, and which steps are done.',
      answer: own.setup,
      query: z.strictObject({ env }),
      handle: async ({ query, origin }): Promise<Setup | Refused> => {
        const env = envOf(rooms, query.env)
        if (isRefused(env)) return env
        // The public address may have a path of its own, behind a proxy of the host's app.
        const ingestUrl = rooms.config.publicUrl?.replace(/\/+$/, '') ?? origin.text
        return { ...setup(rooms, env, ingestUrl), ...(await readProgress(env)) }
      },
    }),
  ]
}
