import { bootstrap } from '@waymark/dashboard-server'
import { type Config, createSealer, newId, newSecret, systemClock } from '@waymark/runtime'
import { dataDirectory } from '../instance/data-directory.ts'
import { checkSecret } from './check-secret.ts'
import { registerOperations } from './operation-routes.ts'
import { checkNeeds, doorOf, openProcess } from './process.ts'
import { dashboardRoom, ingestRoom, processorRoom } from './rooms.ts'
import { withLags } from './with-lags.ts'

/** A process that runs, and what the person at the terminal wants to know of it. */
export interface RunningProcess {
  readonly url: string
  readonly stop: () => Promise<void>
  /** The owner's sign-in link, while the owner has not signed in. */
  readonly signIn?: string
  readonly writeKey?: string
}

const secretOf = ({ secret }: Config): string => secret ?? ''

/** How long a load balancer has to see that this one is about to stop. */
const readinessDelayMs = 5000

/** HTTP in, messages out. Alive before it is ready: reading the state of everybody takes its time. */
export const runIngest = async (config: Config): Promise<RunningProcess> => {
  checkNeeds(config, { clickhouse: false })
  dataDirectory(config.data).make()
  const opened = await openProcess(config, secretOf(config), 'ingest')
  await checkSecret(opened.shared)
  const ingest = await ingestRoom(opened.shared, { readinessDelayMs })
  ingest.register(opened.app)
  let url = ''
  const door = doorOf(opened, (at) => {
    url = at
  })
  const running = await opened.run([opened.engines, door, { name: 'ingest', ...ingest }])
  return { url, stop: running.stop }
}

/** Folds, fills ClickHouse, sends alerts. */
export const runProcessor = async (config: Config): Promise<RunningProcess> => {
  checkNeeds(config, { clickhouse: true })
  dataDirectory(config.data).make()
  const opened = await openProcess(config, secretOf(config), 'processor')
  const { shared, app } = opened
  await checkSecret(shared)
  let ready = false
  let url = ''
  const metrics = withLags(shared.metrics, shared.log)
  registerOperations(app, { ...shared, metrics, ready: () => ready })
  const store = await opened.store()
  const processor = processorRoom(shared, store, {
    publicUrl: config.dashboardUrl ?? `http://localhost:${config.port}`,
    mailUrl: config.publicUrl,
  })
  const door = doorOf(opened, (at) => {
    url = at
  })
  const gate = {
    name: 'readiness',
    start: () => {
      ready = true
    },
    stop: () => {
      ready = false
    },
  }
  const running = await opened.run([opened.engines, door, ...processor.parts, gate])
  return { url, stop: running.stop }
}

/** The API and its pages; makes the project, its keys and its owner at the first start. */
export const runDashboard = async (config: Config): Promise<RunningProcess> => {
  checkNeeds(config, { clickhouse: true })
  const data = dataDirectory(config.data)
  data.make()
  const secret = secretOf(config)
  const opened = await openProcess(config, secret, 'dashboard')
  const { shared, app } = opened
  const store = await opened.store()
  const ids = { newId, newSecret }
  const identity = {
    log: shared.log,
    clock: systemClock,
    ids,
    sealer: createSealer(secret),
    logger: shared.logger,
  }
  const made = await bootstrap(identity, data.machine())
  const token = made.cliToken
  data.keepCliToken(token)
  const dashboard = dashboardRoom(shared, { store })
  const metrics = withLags(shared.metrics, shared.log)
  registerOperations(app, { ...shared, metrics, ready: dashboard.ready })
  await dashboard.register(app)
  let url = ''
  const door = doorOf(opened, (at) => {
    url = at
    data.keepInstance({ url, pid: process.pid, token })
  })
  const place = { name: 'address', stop: data.dropInstance }
  const running = await opened.run([
    opened.engines,
    { name: 'dashboard', ...dashboard },
    place,
    door,
  ])
  return {
    url,
    stop: running.stop,
    writeKey: made.writeKey,
    ...(made.link === undefined
      ? {}
      : { signIn: `${config.dashboardUrl ?? url}/sign-in?link=${made.link}` }),
  }
}
