import type { FastifyInstance } from 'fastify'
import type { Actor } from './access/authenticate.ts'
import { createAssetsView } from './assets/assets-view.ts'
import { createAuthoringView } from './authoring/authoring-view.ts'
import { keepCohorts } from './cohorts/keep-cohorts.ts'
import { publishCohorts } from './cohorts/publish-cohorts.ts'
import { createControlView } from './control/control-view.ts'
import { createApply } from './definitions/apply-definitions.ts'
import { createDefinitionsView } from './definitions/definitions-view.ts'
import { createDrafts } from './definitions/drafts.ts'
import { createNotTakenUp } from './definitions/not-taken-up.ts'
import { createRollBack } from './definitions/roll-back.ts'
import { createVersionsView } from './definitions/versions-view.ts'
import { createDeliveriesView } from './deliveries/deliveries-view.ts'
import { createSendByLog } from './deliveries/send-by-log.ts'
import type { DashboardConfig, DashboardDeps } from './deps.ts'
import { answerErrors } from './http/answer-errors.ts'
import { openApi } from './http/openapi.ts'
import { parseJson } from './http/parse-json.ts'
import { refusalBody, refuse } from './http/refusal.ts'
import { registerRoutes } from './http/register-routes.ts'
import { type Route, route } from './http/route.ts'
import { guardHeaders, serveWeb } from './http/serve-web.ts'
import { createLiveFeed } from './live/live-feed.ts'
import { createAsOf } from './read/as-of.ts'
import { createRefusalsView } from './refusals/refusals-view.ts'
import { accessRoutes } from './routes/access-routes.ts'
import { alertRoutes } from './routes/alert-routes.ts'
import { assetRoutes } from './routes/asset-routes.ts'
import { authoringLineRoutes } from './routes/authoring-line-routes.ts'
import { authoringRoutes } from './routes/authoring-routes.ts'
import { brandRoutes } from './routes/brand-routes.ts'
import { deadLetterRoutes } from './routes/dead-letter-routes.ts'
import { definitionRoutes } from './routes/definition-routes.ts'
import { draftRoutes } from './routes/draft-routes.ts'
import { guideNumberRoutes } from './routes/guide-number-routes.ts'
import { identityRoutes } from './routes/identity-routes.ts'
import { keyRoutes } from './routes/key-routes.ts'
import { leadRoutes } from './routes/lead-routes.ts'
import { createOpenStreams, liveRoutes, type OpenStreams } from './routes/live-routes.ts'
import { originRoutes } from './routes/origin-routes.ts'
import { pastRoutes } from './routes/past-routes.ts'
import { proofRoutes } from './routes/proof-routes.ts'
import type { Rooms } from './routes/rooms.ts'
import { ruleRoutes } from './routes/rule-routes.ts'
import { scoreRoutes } from './routes/score-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { setupRoutes } from './routes/setup-routes.ts'
import { suppressionRoutes } from './routes/suppression-routes.ts'
import { surveyRoutes } from './routes/survey-routes.ts'
import { targetRoutes } from './routes/target-routes.ts'
import { taskRoutes } from './routes/task-routes.ts'
import { userRoutes } from './routes/user-routes.ts'
import { versionRoutes } from './routes/version-routes.ts'

/** The dashboard: its API, sign-in, and the app's files. */
export interface Dashboard {
  /** Resolves once users, definitions and deliveries are known; until then requests are answered 503. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Adds the routes to a server, beside those of others. The server needs `serverOptions`. */
  readonly register: (app: FastifyInstance) => Promise<void>
  /** Whether it answers. */
  readonly ready: () => boolean
  /** The table of routes: path, method and capability of each. */
  readonly routes: readonly Route[]
}

/** What a Fastify server that carries the dashboard is made with: subjects in paths are longer than its default allows. */
export const serverOptions = { routerOptions: { maxParamLength: 2000 } } as const

const defaultGroups = { processor: 'processor', sink: 'sink' }

const openRooms = (config: DashboardConfig, deps: DashboardDeps): Rooms => {
  const { log, store, clock, ids, sealer, logger, checkEndpointUrl, hasMailServer } = deps
  const control = createControlView({ log, logger })
  const definitions = createDefinitionsView({ log, logger })
  const versions = createVersionsView({ log, logger })
  const deliveries = createDeliveriesView({ log, logger })
  const assets = createAssetsView({ log, logger })
  const authoring = createAuthoringView({ log, logger })
  const refusals = createRefusalsView({ log, logger, clock })
  const changes = createApply({
    definitions,
    versions,
    control,
    clock,
    ids,
    sealer,
    hasAsset: (id) => assets.find(id) !== undefined,
    ...(checkEndpointUrl ? { checkEndpointUrl } : {}),
    ...(hasMailServer === undefined ? {} : { hasMailServer }),
  })
  return {
    config,
    deps,
    control,
    definitions,
    versions,
    deliveries,
    assets,
    authoring,
    refusals,
    sender: deps.notifier ?? createSendByLog({ control, deliveries, clock, ids }),
    changes,
    rollBack: createRollBack({ definitions, versions, changes }),
    drafts: createDrafts({ control, definitions, changes, clock }),
    live: createLiveFeed({ log, clock, logger, refusals }),
    notTakenUp: config.takenUpGroup
      ? createNotTakenUp({ log, clock, takenUpGroup: config.takenUpGroup })
      : () => Promise.resolve(undefined),
    asOf: createAsOf({ log, store, clock, groups: config.groups ?? defaultGroups }),
  }
}

const tableOfRoutes = (rooms: Rooms, streams: OpenStreams): readonly Route[] => {
  const routes: Route[] = [
    ...sessionRoutes(rooms),
    ...setupRoutes(rooms),
    ...pastRoutes(rooms),
    ...liveRoutes(rooms, streams),
    ...leadRoutes(rooms),
    ...taskRoutes(rooms),
    ...scoreRoutes(rooms),
    ...brandRoutes(),
    ...surveyRoutes(rooms),
    ...guideNumberRoutes(rooms),
    ...targetRoutes(rooms),
    ...proofRoutes(rooms),
    ...alertRoutes(rooms),
    ...definitionRoutes(rooms),
    ...versionRoutes(rooms),
    ...draftRoutes(rooms),
    ...authoringRoutes(rooms),
    ...authoringLineRoutes(rooms, streams.closing),
    ...ruleRoutes(rooms),
    ...assetRoutes(rooms),
    ...accessRoutes(rooms),
    ...keyRoutes(rooms),
    ...identityRoutes(rooms),
    ...originRoutes(rooms),
    ...suppressionRoutes(rooms),
    ...userRoutes(rooms),
    ...deadLetterRoutes(rooms),
  ]
  const described: Route = route({
    method: 'GET',
    path: '/api/openapi.json',
    capability: 'anyone',
    says: 'This description.',
    answer: 'application/json',
    handle: () => openApi([...routes, described]),
  })
  return [...routes, described]
}

const waymark: Actor = { id: 'waymark', name: 'Waymark', role: 'owner', via: 'token' }

const cohortKeeper = (rooms: Rooms) => {
  const { definitions, deps } = rooms
  const times = (env: string): readonly number[] =>
    definitions
      .list(env)
      .flatMap(({ definition: d }) => (d.kind === 'cohorts' ? [Date.parse(d.at)] : []))
  return keepCohorts({
    environments: () => definitions.environments().map(({ env }) => env),
    countedAt: (env) => Math.max(0, ...times(env)),
    publish: (env) => publishCohorts(rooms, { env, actor: waymark }),
    clock: deps.clock,
    logger: deps.logger,
  })
}

/**
 * @example
 * const dashboard = createDashboard({ publicUrl }, { log, store, clock, ids, sealer, logger, snippet, webDir })
 * await dashboard.register(app)
 * await dashboard.start()
 */
export const createDashboard = (config: DashboardConfig, deps: DashboardDeps): Dashboard => {
  const rooms = openRooms(config, deps)
  const streams = createOpenStreams()
  const routes = tableOfRoutes(rooms, streams)
  const views = [
    rooms.control,
    rooms.definitions,
    rooms.versions,
    rooms.deliveries,
    rooms.assets,
    rooms.refusals,
    rooms.authoring,
  ]
  const ready = (): boolean =>
    rooms.control.ready() && rooms.definitions.ready() && rooms.versions.ready()
  const cohorts = config.keepsCohorts ? cohortKeeper(rooms) : undefined

  const serve = async (own: FastifyInstance): Promise<void> => {
    own.addHook('onRequest', async (_request, reply) => guardHeaders(reply))
    // The server closes before the dashboard stops, and would wait for whoever watches.
    own.addHook('preClose', async () => streams.closeAll())
    answerErrors(own, deps.logger)
    parseJson(own)
    const { control } = rooms
    const ownUrl = config.dashboardUrl ?? config.publicUrl
    registerRoutes(own, { control, clock: deps.clock, ownUrl, ready }, routes)
    own.all('/api/*', async (_request, reply) =>
      reply.code(404).send(refusalBody(refuse('not_found', 'The API has no such route.'))),
    )
    await serveWeb(own, deps.webDir)
  }

  return {
    routes,
    ready,
    register: async (app) => {
      await app.register(async (own) => serve(own))
    },
    start: async () => {
      await Promise.all(views.map((view) => view.start()))
      await rooms.control.prune(deps.clock())
      cohorts?.start()
    },
    stop: async () => {
      streams.closeAll()
      await cohorts?.stop()
      await rooms.live.stop()
      await Promise.all(views.map((view) => view.stop()))
    },
  }
}
