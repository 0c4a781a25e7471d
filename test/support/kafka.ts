import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findKafka, kafkaNeeds } from './find-kafka.ts'
import { freePort } from './free-port.ts'
import { startKafkaInDocker } from './kafka-docker.ts'
import { startKafkaProcess } from './kafka-process.ts'
import type { Restartable } from './restartable.ts'

/** A real Kafka broker of a test's own. `await using` stops it. */
export interface TestKafka extends AsyncDisposable, Restartable {
  readonly brokers: readonly string[]
  /** Ends it; data that nobody named goes too. */
  readonly stop: () => Promise<void>
}

export interface KafkaOptions {
  /** Where the data lies (not with Docker); without one, a folder that goes with the broker. */
  readonly dir?: string
  readonly port?: number
  /** It is measured: it starts more slowly and runs as a broker of somebody's own does. */
  readonly measured?: boolean
}

/** Starts a broker that is its own controller: in Docker where Docker answers, else as a Java process. */
export const startKafka = async (options: KafkaOptions = {}): Promise<TestKafka> => {
  const source = await findKafka()
  if (source === undefined) throw new Error(kafkaNeeds)
  if (source === 'docker') return startKafkaInDocker(options.port)
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'kafka-')))
  const broker = await startKafkaProcess(dir, options.port ?? (await freePort()), options)
  const stop = async () => {
    await broker.kill()
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
  }
  return { ...broker, stop, [Symbol.asyncDispose]: stop }
}
