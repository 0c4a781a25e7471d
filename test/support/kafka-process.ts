import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import type { KafkaOptions, TestKafka } from './kafka.ts'
import { kafkaClassPath } from './kafka-jars.ts'
import { startRestartable } from './restartable.ts'

const run = promisify(execFile)

type Broker = Omit<TestKafka, 'stop' | typeof Symbol.asyncDispose>

const java = (classPath: string): readonly string[] => [
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-Dorg.slf4j.simpleLogger.logFile=System.out',
  '-cp',
  classPath,
]

/** What lives for seconds is ready sooner where it is compiled quickly rather than well. */
const soonReady = ['-XX:TieredStopAtLevel=1']

const settings = (data: string, port: number, controller: number): string =>
  [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controller}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    `log.dirs=${data}`,
    'auto.create.topics.enable=false',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=4',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
  ].join('\n')

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Resolves when the broker says that it has started; afterwards its output is dropped. */
const started = async (child: ChildProcess): Promise<void> => {
  const last: string[] = []
  if (!child.stdout) throw new Error('the broker has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    last.push(line)
    if (last.length > 20) last.shift()
    if (line.includes('Kafka Server started')) {
      child.stdout.resume()
      return
    }
  }
  throw new Error(`Kafka did not start:\n${last.join('\n')}`)
}

/** The same for the same data: the controller remembers its own address. */
const controllerPort = async (file: string): Promise<number> => {
  const known = await readFile(file, 'utf8').catch(() => '')
  return Number(/CONTROLLER:\/\/127\.0\.0\.1:(\d+)/.exec(known)?.[1] ?? (await freePort()))
}

/** An empty data directory as Kafka's own tool makes it: it names no port, so one does for all brokers of this checkout. */
const formatted = async (classPath: string): Promise<string> => {
  const kept = `${dirname(classPath)}-formatted`
  if (await exists(kept)) return kept
  const dir = await mkdtemp(`${kept}-`)
  try {
    const data = join(dir, 'data')
    const file = join(dir, 'server.properties')
    await writeFile(file, settings(data, 9092, 9093))
    const id = `--cluster-id=${randomBytes(16).toString('base64url')}`
    const format = ['kafka.tools.StorageTool', 'format', id, '-c', file]
    await run('java', [...soonReady, ...java(classPath), ...format])
    // Whoever comes second has made the same.
    await rename(data, kept).catch(async (error: unknown) => {
      if (!(await exists(kept))) throw error
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  return kept
}

/** Kafka's own broker and controller in one Java process, on this machine only. */
export const startKafkaProcess = async (
  dir: string,
  port: number,
  { measured = false }: Pick<KafkaOptions, 'measured'> = {},
): Promise<Broker> => {
  const classPath = await kafkaClassPath()
  const data = join(dir, 'data')
  const file = join(dir, 'server.properties')
  await mkdir(dir, { recursive: true })
  await writeFile(file, settings(data, port, await controllerPort(file)))
  if (!(await exists(join(data, 'meta.properties')))) {
    await cp(await formatted(classPath), data, { recursive: true })
  }
  const launch = async (): Promise<ChildProcess> => {
    const flags = measured ? java(classPath) : [...soonReady, ...java(classPath)]
    const child = spawn('java', [...flags, 'kafka.Kafka', file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const withUs = () => void child.kill('SIGKILL')
    process.once('exit', withUs)
    child.once('exit', () => process.off('exit', withUs))
    await started(child)
    return child
  }
  return { brokers: [`127.0.0.1:${port}`], ...(await startRestartable(launch)) }
}
