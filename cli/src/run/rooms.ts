import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type AskedGates,
  createControlView,
  createDashboard,
  type Dashboard,
  endpointSecretName,
  type GatesNow,
  openSecret,
  type Sender,
} from '@waymark/dashboard-server'
import { createIngest, type Ingest, type IngestConfig, readSdkFiles } from '@waymark/ingest'
import {
  checkEndpointUrl,
  compileProgram,
  createBackfill,
  createMailer,
  createNotifier,
  createPatientLog,
  createPost,
  createProcessor,
  createSink,
  explainDefinitions,
  explainMessages,
  type PersonState,
  type SubjectState,
  takenUpGroup,
} from '@waymark/processor'
import {
  type Config,
  createSealer,
  type Logger,
  type Metrics,
  newId,
  newSecret,
  type Part,
  systemClock,
} from '@waymark/runtime'
import type { EventLog, EventStore } from '@waymark/storage'
import { createRequestAnswerer } from './answer-requests.ts'
import { snippetHtml } from './snippet.ts'

const root = join(fileURLToPath(import.meta.url), '../../../..')
const sdkDir = join(root, 'sdk/dist')
const webDir = join(root, 'dashboard/web/dist')

/** What the rooms of one process share. */
export interface Shared {
  readonly config: Config
  readonly secret: string
  readonly log: EventLog
  readonly logger: Logger
  readonly metrics: Metrics
  /** Where webhooks may go though it is private: this process's own receiver. */
  readonly ownReceivers?: readonly string[]
  /** Ends the process: a part of it cannot go on. */
  readonly fail: (part: string, error: unknown) => void
}

const watch = (shared: Shared, part: string, ending: Promise<unknown>): void => {
  ending.catch((error: unknown) => shared.fail(part, error))
}

export const ingestRoom = async (
  shared: Shared,
  own: Pick<IngestConfig, 'readinessDelayMs'> = {},
): Promise<Ingest> => {
  const { config, secret, log, logger, metrics } = shared
  const sdkFiles = await readSdkFiles(sdkDir)
  const publicUrl = config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }
  const ingest = createIngest(
    { secret, cacheDir: config.data, trustedProxies: config.trustedProxies, ...publicUrl, ...own },
    { log, logger, metrics, sdkFiles },
  )
  watch(shared, 'ingest', ingest.done)
  return ingest
}

const addressRules = ({ config, ownReceivers }: Shared) => ({
  allowPrivate: config.allowPrivateWebhooks,
  allowOrigins: ownReceivers ?? [],
})

const smtpOf = (config: Config) =>
  config.smtpUrl === undefined
    ? {}
    : {
        mail: createMailer({
          smtpUrl: config.smtpUrl,
          ...(config.mailFrom === undefined ? {} : { from: config.mailFrom }),
        }),
      }

interface ProcessorRoom {
  readonly parts: readonly Part[]
  readonly sender: Sender
  /** Whether the processor works with that endpoint of `production` already. */
  readonly knowsEndpoint: (id: string) => boolean
}

interface OwnUrls {
  /** What people reach the dashboard by. */
  readonly publicUrl: string
  /** What readers of e-mails reach ingest by; without it none is sent to people. */
  readonly mailUrl: string | undefined
}

/** Processor, sink and notifier: all that follows the log on the way out. */
export const processorRoom = (
  shared: Shared,
  store: EventStore,
  { publicUrl, mailUrl }: OwnUrls,
): ProcessorRoom => {
  const { config, logger, metrics, secret } = shared
  // Ingest refuses at once, for its clients wait; what follows the log waits itself.
  const patient = createPatientLog({ log: shared.log, logger, random: Math.random })
  const { log } = patient
  const own = config.owns === undefined ? {} : { partitions: config.owns }
  const clock = systemClock
  const processor = createProcessor(
    { cacheDir: config.data, ...own },
    { log, clock, logger, metrics },
  )
  const sink = createSink({ ...own }, { log, store, clock, logger, metrics })
  // One process reads pasts: the owner of the first partition.
  const backfill =
    config.owns && !config.owns.includes(0)
      ? undefined
      : createBackfill({}, { log, store, clock, logger, definitions: processor.definitions })
  const sealer = createSealer(secret)
  const control = createControlView({ log, logger, onRequest: (request) => requests.note(request) })
  const post = createPost({ ...addressRules(shared), timeoutMs: 10_000, maxAnswerBytes: 64 * 1024 })
  const notifier = createNotifier(
    { publicUrl, ...own },
    {
      log,
      clock,
      logger,
      post,
      random: Math.random,
      endpoint: (env, id) => processor.definitions().endpoint(env, id),
      secretOf: (env, id) => {
        const sealed = control.secret(endpointSecretName(env, id))
        if (sealed === undefined) return { t: 'none' }
        const text = openSecret(sealer, sealed)
        return text === undefined ? { t: 'unopened' } : { t: 'open', text }
      },
      processorCaughtUp: processor.caughtUp,
      ...smtpOf(config),
      ...(mailUrl === undefined
        ? {}
        : {
            people: {
              links: { secret, url: mailUrl },
              email: (env: string, id: string) => processor.definitions().email(env, id),
              suppressed: control.suppressionsOf,
            },
          }),
    },
  )
  const requests = createRequestAnswerer({
    sender: notifier,
    waiting: control.requests,
    forget: control.forgetRequest,
    partitions: log.partitions,
    ...(config.owns === undefined ? {} : { owns: config.owns }),
    clock,
    logger,
  })
  watch(shared, 'processor', processor.failed)
  watch(shared, 'sink', sink.failed)
  watch(shared, 'notifier', notifier.done)
  return {
    parts: [
      { name: 'processor', ...processor },
      { name: 'sink', ...sink },
      ...(backfill ? [{ name: 'backfill', ...backfill }] : []),
      { name: 'secrets', ...control },
      { name: 'notifier', ...notifier },
      { name: 'requests', ...requests },
      { name: 'patience', stop: patient.stop },
    ],
    sender: notifier,
    knowsEndpoint: (id) => processor.definitions().endpoint('production', id) !== undefined,
  }
}

/** By the code that decides, on the state as the processor wrote it last. */
const askGates = ({ env, state, published, now }: AskedGates): readonly GatesNow[] => {
  const program = compileProgram(env, 0, published)
  return explainMessages(state as unknown as PersonState, { program, now })
    .filter(({ channel }) => channel === 'guide')
    .map(({ engagement, guide, variant, shows, gates }) => ({
      ...{ engagement, guide, shows, gates },
      ...(variant === undefined ? {} : { variant }),
    }))
}

const askDefinitions = ({ env, state, published, now }: AskedGates) => {
  const program = compileProgram(env, 0, published)
  return explainDefinitions(state as unknown as SubjectState, { program, published, now })
}

interface DashboardInput {
  readonly store: EventStore
  readonly sender?: Sender
  readonly demo?: { readonly url: string }
}

export const dashboardRoom = (
  shared: Shared,
  { store, sender, demo }: DashboardInput,
): Dashboard => {
  const { config, log, logger, secret } = shared
  const urls = {
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...(config.dashboardUrl === undefined ? {} : { dashboardUrl: config.dashboardUrl }),
  }
  return createDashboard(
    { ...urls, keepsCohorts: true, takenUpGroup },
    {
      log,
      store,
      logger,
      clock: systemClock,
      ids: { newId, newSecret },
      sealer: createSealer(secret),
      snippet: snippetHtml,
      webDir,
      askGates,
      askDefinitions,
      checkEndpointUrl: (url) => checkEndpointUrl(url, addressRules(shared)),
      ...(sender ? { notifier: sender, hasMailServer: config.smtpUrl !== undefined } : {}),
      ...(demo ? { demo: true, demoUrl: demo.url } : {}),
    },
  )
}
