import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createIngest } from '@waymark/ingest'
import { createProcessor, createSink } from '@waymark/processor'
import { createLogger, createMetrics, type Part, startInOrder, systemClock } from '@waymark/runtime'
import { subjectKey, type Topic } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createKafkaLog } from '@waymark/storage/kafka'
import { guideDefinitions, twentyDefinitions, untouchedDefinitions } from './definitions.ts'
import { readMemory } from './memory.ts'
import { seed } from './seed.ts'
import {
  type Asked,
  type Behind,
  environment,
  type ServerOptions,
  type Told,
  type Usage,
  watchedPrefix,
} from './server-options.ts'

/** The parts of `waymark up` that a benchmark asks for, in a process of their own. */

const options: ServerOptions = JSON.parse(process.argv[2] ?? '')
const { parts, data, writeKey, kafkaBrokers, definitions = [], untouched = 0 } = options

const tell = (message: Told): void => void process.send?.(message)

const openLog = (): Promise<EventLog> => {
  if (kafkaBrokers)
    return createKafkaLog({ brokers: kafkaBrokers, clientId: 'bench', partitions: 16 })
  const dir = join(data, 'log')
  mkdirSync(dir, { recursive: true })
  return createEmbeddedLog({ dir })
}

const openStore = async () => {
  const store = createChdbStore({ dir: join(data, 'clickhouse') })
  await store.migrate()
  return store
}

/** Records of the topics that a group has not passed. */
const behind = async (group: string, topics: readonly Topic[]): Promise<number> => {
  let records = 0
  for (const topic of topics) {
    const [ends, committed] = await Promise.all([log.ends(topic), log.committed(group, topic)])
    for (const [partition, end] of ends.entries())
      records += Math.max(0, end - (committed[partition] ?? 0))
  }
  return records
}

const reportStates = async (): Promise<void> => {
  const prefix = subjectKey(environment, 'user', watchedPrefix)
  const ends = await log.ends('state')
  await log.subscribe({
    topics: ['state'],
    from: (_topic, partition) => ends[partition] ?? 0,
    onBatch: ({ records }) => {
      for (const { key } of records) {
        if (!key.startsWith(prefix)) continue
        tell({ told: 'state', subject: key, atNs: String(process.hrtime.bigint()) })
      }
    },
  })
}

const logger = createLogger({ logLevel: 'warn' })
const metrics = createMetrics()
const log = await openLog()
await seed(log, writeKey, [
  ...twentyDefinitions,
  ...guideDefinitions('Wants Guide'),
  ...definitions,
  ...untouchedDefinitions(untouched),
])
const store = parts === 'all' ? await openStore() : undefined
const clock = systemClock
const ingest = createIngest(
  { secret: 'of a benchmark, long enough for one', cacheDir: data },
  { log, logger, metrics },
)
const folding: Part[] = []
const processor =
  parts === 'ingest'
    ? undefined
    : createProcessor({ cacheDir: data }, { log, clock, logger, metrics })
if (processor) folding.push({ name: 'processor', ...processor })
if (store) folding.push({ name: 'sink', ...createSink({}, { log, store, clock, logger, metrics }) })
const engines: Part = {
  name: 'engines',
  stop: async () => {
    await store?.close()
    await log.close()
  },
}
const running = await startInOrder([engines, ...folding, { name: 'ingest', ...ingest }])
if (parts === 'fold') await reportStates()
await ingest.app.listen({ port: 0, host: '127.0.0.1' })

const usage = (): Usage => {
  const { user, system } = process.cpuUsage()
  const main = process.threadCpuUsage()
  return {
    cpuUs: user + system,
    mainUs: main.user + main.system,
    ...readMemory(),
  }
}

const questions: { readonly [Name in Asked['question']]: () => unknown } = {
  usage,
  behind: async (): Promise<Behind> => ({
    fold: (await processor?.behind()) ?? 0,
    sink: store ? await behind('sink', ['facts', 'state']) : 0,
    snapshots:
      (await behind('processor', ['events', 'relay'])) +
      (store ? await behind('sink-snapshots', ['state']) : 0),
  }),
  rows: async () => {
    const [row] =
      (await store?.query<{ readonly n: number }>('SELECT count() AS n FROM accepted')) ?? []
    return Number(row?.n ?? 0)
  },
  stop: running.stop,
}

const answer = async ({ id, question }: Asked): Promise<void> => {
  tell({ told: 'answer', id, answer: (await questions[question]()) ?? null })
  // Ends of itself, so that a profile is written.
  if (question === 'stop') process.exit(0)
}

process.on('message', (asked: Asked) => void answer(asked))
process.on('disconnect', () => process.exit(1))
tell({ told: 'ready', port: (ingest.app.server.address() as AddressInfo).port })
