import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Clock,
  createSealer,
  type Logger,
  type Metrics,
  newId,
  signText,
  systemClock,
} from '@waymark/runtime'
import type { Refusal } from '@waymark/schemas'
import type { EventLog, LogRecord } from '@waymark/storage'
import type { FastifyInstance } from 'fastify'
import { createIngestApp } from './app.ts'
import { createAssetsView } from './assets/assets-view.ts'
import type { IngestContext } from './context.ts'
import { followAll } from './follow-all.ts'
import { createGate } from './http/gate.ts'
import { registerOperationRoutes } from './http/operation-routes.ts'
import { createOutageLog } from './http/outage-log.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createRefusals, type RefusalListener } from './http/refusals.ts'
import { registerIngestRoutes } from './http/routes.ts'
import { createRefusalTeller } from './http/tell-refusals.ts'
import { createIdentities } from './identity/identities.ts'
import { createMailLinks } from './mail/mail-links.ts'
import type { SdkFiles } from './sdk-files/read-sdk-files.ts'
import { answerMessages } from './serving/answer-messages.ts'
import { createAuthoringLinesView } from './serving/authoring-lines-view.ts'
import { createAuthoringTickets } from './serving/authoring-tickets.ts'
import { createClaims } from './serving/claims.ts'
import { createDefinitionsView } from './serving/definitions-view.ts'
import { createServingView } from './serving/serving-view.ts'
import { createStreams } from './serving/streams.ts'
import { createTickets } from './serving/ticket.ts'

export interface IngestConfig {
  /** Signs tickets and names content files; the same on every node. */
  readonly secret: string
  /** Where it keeps what it knows of the people, in a folder of its own; no other process may have the same. */
  readonly cacheDir: string
  /** What browsers reach ingest by; where absent, what they asked for. */
  readonly publicUrl?: string
  readonly trustedProxies?: readonly string[]
  /** Requests and bytes of bodies in flight; more is refused with 503. */
  readonly maxRequestsInFlight?: number
  readonly maxBytesInFlight?: number
  readonly maxStreams?: number
  /** How often an open stream gets a comment, ms. */
  readonly streamBeatMs?: number
  /** Requests a second of one write key from one address, and how many at once. */
  readonly requestsPerSecond?: number
  readonly requestBurst?: number
  /** How long readiness says no before the server stops taking requests, ms; for load balancers. */
  readonly readinessDelayMs?: number
}

export interface IngestDeps {
  readonly log: EventLog
  readonly logger: Logger
  readonly metrics: Metrics
  /** Of `readSdkFiles`; absent: none are served. */
  readonly sdkFiles?: SdkFiles
  readonly clock?: Clock
  readonly random?: () => number
  readonly newId?: (prefix: string) => string
  readonly newMessageId?: () => string
}

/** HTTP in, messages out. */
export interface Ingest {
  /** A server with ingest alone, not listening yet. */
  readonly app: FastifyInstance
  /** Puts the routes of ingest on somebody else's server instead (built with `ingestServerOptions`). */
  readonly register: (app: FastifyInstance) => void
  /**
   * Follows the log; resolves when events can be accepted. Before, requests are answered with 503. Of very many people it may not
   * know everybody by then: until it does, those who ask for messages are answered with 503.
   * @throws StorageError `in_use`: another process has the directory
   */
  readonly start: () => Promise<void>
  /** Not ready any more, streams closed, own server drained, log no longer followed. */
  readonly stop: () => Promise<void>
  /** Rejects when the log could not be followed any further: the process has to end. */
  readonly done: Promise<void>
  /** What was refused in the last hour, newest first. */
  readonly refusals: (env: string) => readonly Refusal[]
  readonly onRefusal: (listener: RefusalListener) => () => void
}

const defaults = {
  maxRequestsInFlight: 4000,
  maxBytesInFlight: 64 * 1024 * 1024,
  maxStreams: 10_000,
  streamBeatMs: 25_000,
  requestsPerSecond: 500,
  requestBurst: 2000,
  readinessDelayMs: 0,
} as const

const noFiles: SdkFiles = new Map()

const createViews = (
  config: Required<Pick<IngestConfig, 'secret' | 'cacheDir' | 'maxStreams' | 'streamBeatMs'>>,
  deps: Required<IngestDeps>,
) => {
  const { log, logger, metrics, clock } = deps
  // A record that cannot be read must not keep ingest from accepting events: it is reported and passed over.
  const onUnreadable = ({ topic, partition, offset, key }: LogRecord, error: unknown): void =>
    logger.error({ topic, partition, offset, key, err: error }, 'unreadable record')
  /** What was let in may be let in no more: everybody shows again who they are. */
  const askAgain = (env: string): void => {
    tickets.spend(env)
    streams.end(env)
  }
  const sealer = createSealer(config.secret)
  const identities = createIdentities({ sealer, clock })
  const definitions = createDefinitionsView({
    secret: signText(config.secret, 'content'),
    onIdentity: (identity) => {
      identities.put(identity)
      askAgain(identity.env)
    },
    onRevoked: ({ env }) => askAgain(env),
    onChange: (envs) => streams.definitionsChanged(envs),
    onUnreadable,
  })
  const assets = createAssetsView({ onUnreadable })
  const serving = createServingView(join(config.cacheDir, 'serving'), {
    log,
    clock,
    onUnwritten: (err) =>
      logger.error(
        { err },
        'what is known of the people cannot be written to the disk; memory keeps it',
      ),
    onChange: (subject) => streams.subjectChanged(subject),
    onTransitions: (read) => claims.onTransitions(read),
    onUnreadable,
  })
  const streams = createStreams({
    answer: (visitor) => answerMessages(visitor, serving, definitions),
    clock,
    onCount: metrics.streams,
    maxStreams: config.maxStreams,
    beatMs: config.streamBeatMs,
  })
  const claims = createClaims({ log, serving, clock, newId: deps.newId })
  const tickets = createTickets(signText(config.secret, 'ticket'), clock)
  const authoring = createAuthoringTickets({ sealer, clock })
  const lines = createAuthoringLinesView({ log, onUnreadable })
  const shown = { tickets, authoring, lines, sealer }
  return { definitions, assets, identities, serving, streams, claims, ...shown }
}

const wait = (ms: number): Promise<void> => (ms === 0 ? Promise.resolve() : pause(ms))

/**
 * Ingest, on a log. All that it knows is built from the topics `definitions`, `assets`, `authoring` and `state`; all that it does is append
 * to `events`, to `authoring` what a page says to its dashboard, to `control` which addresses want no more e-mail, and to `refusals` what it refused.
 *
 * @example
 * const ingest = createIngest({ secret, cacheDir }, { log, logger, metrics, sdkFiles })
 * await ingest.start()
 * await ingest.app.listen({ port: 8090 })
 */
export const createIngest = (given: IngestConfig, givenDeps: IngestDeps): Ingest => {
  const config = { ...defaults, ...given }
  const deps: Required<IngestDeps> = {
    sdkFiles: noFiles,
    clock: systemClock,
    random: Math.random,
    newId,
    newMessageId: randomUUID,
    ...givenDeps,
  }
  const { log, logger, metrics, clock } = deps
  const views = createViews(config, deps)
  const refusals = createRefusals({ clock, logger, onRefused: metrics.refused })
  const teller = createRefusalTeller({ log })
  refusals.onRefusal(teller.note)
  let open = false
  let stopping = false
  const closing = new AbortController()
  const onClosing = (): void => {
    stopping = true
    closing.abort()
    views.streams.stop()
  }
  const ctx: IngestContext = {
    ...deps,
    ...views,
    publicUrl: config.publicUrl,
    mailLinks: createMailLinks(config.secret),
    refusals,
    outages: createOutageLog({ logger, clock }),
    gate: createGate({
      maxRequests: config.maxRequestsInFlight,
      maxBytes: config.maxBytesInFlight,
    }),
    rateLimit: createRateLimit(
      { perSecond: config.requestsPerSecond, burst: config.requestBurst },
      clock,
    ),
    isOpen: () => open,
    knowsPeople: () => followed.knowsPeople(),
    isReady: () => open && !stopping,
    onClosing,
    closing: closing.signal,
  }
  const app = createIngestApp(ctx, config.trustedProxies ?? [])
  const followed = followAll(log, {
    topics: {
      definitions: views.definitions.apply,
      assets: views.assets.apply,
      authoring: views.lines.apply,
    },
    people: views.serving,
  })

  return {
    app,
    register: (other) => {
      registerIngestRoutes(other, ctx)
      registerOperationRoutes(other, ctx)
    },
    start: async () => {
      await followed.start()
      open = true
    },
    stop: async () => {
      stopping = true
      await wait(config.readinessDelayMs)
      onClosing()
      await app.close()
      await teller.stop()
      await followed.stop()
    },
    done: followed.done.catch((error: unknown) => {
      open = false
      throw error
    }),
    refusals: refusals.of,
    onRefusal: refusals.onRefusal,
  }
}
