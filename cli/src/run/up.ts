import { type Bootstrapped, bootstrap } from '@waymark/dashboard-server'
import type { Filled } from '@waymark/demo'
import {
  type Config,
  createLogger,
  createMetrics,
  createSealer,
  liveUntilSignal,
  newId,
  newSecret,
  type Part,
  systemClock,
} from '@waymark/runtime'
import { type DataDirectory, dataDirectory } from '../instance/data-directory.ts'
import { demoRoom, type OnProgress, ownAddress } from './demo.ts'
import { openLog, openStore } from './engines.ts'
import { createFailing } from './fail-process.ts'
import { dashboardRoom, ingestRoom, processorRoom, type Shared } from './rooms.ts'
import { createServer, listen } from './serve.ts'
import { withLags } from './with-lags.ts'

/** What the start has to tell the person at the terminal. */
export interface Up {
  readonly url: string
  readonly first: boolean
  readonly writeKey: string
  readonly serverKey?: string
  /** Path of the sign-in link, while the owner has not signed in. */
  readonly signIn?: string
  /** What became of the demo's history, where it was asked for. */
  readonly demo?: Filled
  readonly stop: () => Promise<void>
}

export interface UpOptions {
  /** Serve the demo app, and fill a new data directory with its history. */
  readonly demo?: { readonly onProgress: OnProgress }
}

/**
 * The demo's alerts go to a receiver of this very process. Known before it listens, unless the port is anybody's: what an earlier
 * run left to send is tried again before the door opens.
 */
const createOwnReceivers = ({ host, port }: Config, isDemo: boolean) => {
  const origins: string[] = []
  const allow = (url: string): void => {
    if (isDemo) origins.push(ownAddress(url, host))
  }
  if (port !== 0) allow(`http://localhost:${port}`)
  return {
    origins,
    /** It listens. */
    heardAt: (url: string): void => {
      if (port === 0) allow(url)
    },
  }
}

/** The first project where there is none, and the token that commands on this machine use. */
const meet = async (
  { log, logger, secret }: Shared,
  data: DataDirectory,
): Promise<Bootstrapped> => {
  const ids = { newId, newSecret }
  const identity = { log, clock: systemClock, ids, sealer: createSealer(secret), logger }
  const made = await bootstrap(identity, data.machine())
  data.keepCliToken(made.cliToken)
  return made
}

/** What the terminal says of the first project. */
const toTell = ({ first, writeKey, serverKey, link }: Bootstrapped) => ({
  first,
  writeKey,
  ...(serverKey === undefined ? {} : { serverKey }),
  ...(link === undefined ? {} : { signIn: `/sign-in?link=${link}` }),
})

/** Everything in one process on one port. */
export const up = async (config: Config, options: UpOptions = {}): Promise<Up> => {
  const data = dataDirectory(config.data)
  data.make()
  const secret = config.secret ?? data.secret()
  const logger = createLogger(config)
  const life = liveUntilSignal({ logger })
  const counted = createMetrics()
  const { fail, stopBy } = createFailing(logger)
  const log = await openLog(config, { logger, metrics: counted, fail }, 'waymark-up')
  const metrics = withLags(counted, log)
  const receivers = createOwnReceivers(config, options.demo !== undefined)
  const ownReceivers = receivers.origins
  const shared: Shared = { config, secret, log, logger, metrics, ownReceivers, fail }
  const store = await openStore(config, { logger })
  const made = await meet(shared, data)

  const app = createServer(config, logger)
  const ingest = await ingestRoom(shared)
  const here = `http://localhost:${config.port}`
  const processor = processorRoom(shared, store, {
    publicUrl: config.dashboardUrl ?? here,
    mailUrl: config.publicUrl ?? here,
  })
  const demo = options.demo
    ? demoRoom({ config, writeKey: made.writeKey, store, knowsEndpoint: processor.knowsEndpoint })
    : undefined
  const dashboard = dashboardRoom(shared, {
    store,
    sender: processor.sender,
    ...(demo ? { demo: { url: '/demo' } } : {}),
  })
  ingest.register(app)
  demo?.register(app)
  await dashboard.register(app)
  let url = ''
  const door: Part = {
    name: 'http',
    start: async () => {
      url = await listen(app, config)
      receivers.heardAt(url)
      data.keepInstance({ url, pid: process.pid, token: made.cliToken })
    },
    stop: async () => {
      data.dropInstance()
      demo?.stop()
      await app.close()
    },
  }
  const running = await life.start([
    { name: 'engines', stop: () => store.close().then(() => log.close()) },
    ...processor.parts,
    { name: 'dashboard', ...dashboard },
    { name: 'ingest', ...ingest },
    door,
  ])
  stopBy(running.stop)
  const instance = {
    url: ownAddress(url, config.host),
    token: made.cliToken,
    serverKey: made.serverKey ?? '',
  }
  const filled =
    options.demo && (await demo?.fill({ instance, onProgress: options.demo.onProgress }))
  return { url, ...toTell(made), ...(filled ? { demo: filled } : {}), stop: running.stop }
}
