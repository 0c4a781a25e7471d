import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startClickHouse, type TestClickHouse } from './clickhouse.ts'
import { freePort } from './free-port.ts'
import { startKafka, type TestKafka } from './kafka.ts'
import { temporaryDirectory } from './temporary-directory.ts'
import { enter, type Waymark } from './waymark.ts'
import {
  type Environment,
  startWaymark,
  untilReady,
  type WaymarkProcess,
} from './waymark-process.ts'

/** Ingest, processor and dashboard as processes of their own, on a real Kafka and a real ClickHouse. */
export interface Cluster extends Waymark, AsyncDisposable {
  readonly kafka: TestKafka
  readonly clickhouse: TestClickHouse
  /** kill -9 of a process, and a new one in its place; resolves once that is ready. */
  readonly replace: (name: ProcessName) => Promise<void>
  /** What a process has said so far. */
  readonly said: (name: ProcessName) => string
}

export type ProcessName = 'ingest' | 'processor' | 'dashboard'

interface Started {
  readonly url: string
  readonly said: () => string
  readonly replace: () => Promise<void>
  readonly stop: () => Promise<void>
}

const restartAfterMs = 250

/** A process under one address. One that ends by itself is started again, as a supervisor does. */
const startProcess = async (name: ProcessName, env: Environment): Promise<Started> => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  let wanted = true
  let current: WaymarkProcess
  let earlier = ''
  const launch = (): WaymarkProcess => {
    const mine = startWaymark([name, '--port', String(port)], env)
    void mine.ended.then(async (status) => {
      earlier = `${earlier}${mine.said()}(ended with ${status})\n`.slice(-20_000)
      await pause(restartAfterMs)
      if (wanted && current === mine) current = launch()
    })
    return mine
  }
  current = launch()
  const stop = async (): Promise<void> => {
    wanted = false
    await current.kill()
  }
  await untilReady(current, url).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    url,
    said: () => earlier + current.said(),
    replace: async () => {
      await current.kill()
      current = launch()
      await untilReady(current, url)
    },
    stop,
  }
}

export const addressOf = ({ url, username, password }: TestClickHouse): string => {
  const address = new URL(url)
  address.username = username
  address.password = password
  return address.href
}

/** Starts the engines, then the three processes; each has a directory of its own. */
export const startCluster = async (): Promise<Cluster> => {
  await using stack = new AsyncDisposableStack()
  const dir = stack.use(await temporaryDirectory())
  const [kafka, clickhouse] = await Promise.all([startKafka(), startClickHouse()])
  stack.use(kafka)
  stack.use(clickhouse)
  const env = {
    WAYMARK_KAFKA_BROKERS: kafka.brokers.join(','),
    WAYMARK_CLICKHOUSE_URL: addressOf(clickhouse),
    WAYMARK_SECRET: randomBytes(32).toString('hex'),
    WAYMARK_PARTITIONS: '4',
    WAYMARK_ALLOW_PRIVATE_WEBHOOKS: '1',
  }
  const start = async (name: ProcessName): Promise<Started> => {
    const started = await startProcess(name, { ...env, WAYMARK_DATA: join(dir.path, name) })
    stack.defer(started.stop)
    return started
  }
  const dashboard = await start('dashboard')
  const [processor, ingest] = await Promise.all([start('processor'), start('ingest')])
  const processes = { dashboard, processor, ingest }
  const file = join(dir.path, 'dashboard', 'instance.json')
  const { token } = JSON.parse(await readFile(file, 'utf8'))
  const commands = { WAYMARK_URL: dashboard.url, WAYMARK_TOKEN: token }
  const doors = { ingest: ingest.url, dashboard: dashboard.url, token, commands }
  const waymark = await enter(doors)
  const all = stack.move()
  return {
    ...waymark,
    kafka,
    clickhouse,
    replace: (name) => processes[name].replace(),
    said: (name) => processes[name].said(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
