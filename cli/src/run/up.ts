import { bootstrap, createCliToken } from '@waymark/dashboard-server'
import type { Filled } from '@waymark/demo'
import {
  type Config,
  createLogger,
  createMetrics,
  createSealer,
  newId,
  newSecret,
  type Part,
  startInOrder,
  stopOnSignals,
  systemClock,
} from '@waymark/runtime'
import { dataDirectory } from '../instance/data-directory.ts'
import { demoRoom, type OnProgress, ownAddress } from './demo.ts'
import { openLog, openStore } from './engines.ts'
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

/** Everything in one process on one port. */
export const up = async (config: Config, options: UpOptions = {}): Promise<Up> => {
  const data = dataDirectory(config.data)
  data.make()
  const secret = config.secret ?? data.secret()
  const logger = createLogger(config)
  const counted = createMetrics()
  const log = await openLog(config, { logger, metrics: counted }, 'waymark-up')
  const metrics = withLags(counted, log)
  let stopAll: (() => Promise<void>) | undefined
  const fail = (part: string, error: unknown): void => {
    logger.fatal(
      { err: error, part },
      'a part cannot go on; the process ends and has to be started again',
    )
    process.exitCode = 1
    setTimeout(() => process.exit(1), 2000).unref()
    void stopAll?.().finally(() => process.exit(1))
  }
  // The demo's alerts go to a receiver of this very process. Known before it listens, unless the port is anybody's: what an
  // earlier run left to send is tried again before the door opens.
  const ownReceivers: string[] = []
  const allowReceiver = (url: string): void => {
    if (options.demo) ownReceivers.push(ownAddress(url, config.host))
  }
  if (config.port !== 0) allowReceiver(`http://localhost:${config.port}`)
  const shared: Shared = { config, secret, log, logger, metrics, ownReceivers, fail }
  const store = await openStore(config, { logger })
  const ids = { newId, newSecret }
  const identity = { log, clock: systemClock, ids, sealer: createSealer(secret), logger }
  const made = await bootstrap(identity)
  const cliToken = made.cliToken ?? data.cliToken() ?? (await createCliToken(identity))
  data.keepCliToken(cliToken)

  const app = createServer(config)
  const ingest = await ingestRoom(shared)
  const here = `http://localhost:${config.port}`
  const processor = processorRoom(shared, store, {
    publicUrl: config.dashboardUrl ?? here,
    mailUrl: config.publicUrl ?? here,
  })
  const demo = options.demo
    ? demoRoom({ config, writeKey: made.writeKey, store, knows: processor.knows })
    : undefined
  const dashboard = dashboardRoom(shared, {
    store,
    sender: processor.sender,
    ...(demo ? { demo: { url: '/demo' } } : {}),
  })
  ingest.register(app)
  demo?.register(app)
  await dashboard.register(app)
  const address = { url: '' }
  const door: Part = {
    name: 'http',
    start: async () => {
      address.url = await listen(app, config)
      if (config.port === 0) allowReceiver(address.url)
      data.keepInstance({ url: address.url, pid: process.pid, token: cliToken })
    },
    stop: async () => {
      data.dropInstance()
      demo?.stop()
      await app.close()
    },
  }
  const engines: Part = {
    name: 'engines',
    stop: async () => {
      await store.close()
      await log.close()
    },
  }
  const running = await startInOrder([
    engines,
    ...processor.parts,
    { name: 'dashboard', ...dashboard },
    { name: 'ingest', ...ingest },
    door,
  ])
  stopAll = running.stop
  stopOnSignals(running, { logger })
  const instance = {
    url: ownAddress(address.url, config.host),
    token: cliToken,
    serverKey: made.serverKey ?? '',
  }
  const filled =
    options.demo && (await demo?.fill({ instance, onProgress: options.demo.onProgress }))
  return {
    url: address.url,
    first: made.first,
    writeKey: made.writeKey,
    ...(made.serverKey === undefined ? {} : { serverKey: made.serverKey }),
    ...(made.link === undefined ? {} : { signIn: `/sign-in?link=${made.link}` }),
    ...(filled ? { demo: filled } : {}),
    stop: running.stop,
  }
}
