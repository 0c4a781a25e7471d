import { startKafka, type TestKafka } from '@waymark/test/support'
import type { Benchmark, Finding } from '../benchmark.ts'
import { driveHttpFloor } from '../floor/http-floor.ts'
import { measureKafkaAppend } from '../floor/kafka-floor.ts'
import { measureLmdbAppend } from '../floor/lmdb-floor.ts'
import type { DriveOptions } from '../load/drive.ts'
import { createEventRequest } from '../load/event-request.ts'
import { type Measured, measure, perSecond } from '../load/measure.ts'
import type { Figure } from '../report/figure.ts'
import { type LatencyBudget, latencyFigures } from '../report/latency-figures.ts'
import { startServer } from '../server/start-server.ts'
import type { Stage } from '../setting/stage.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const connections = 64

type Bounds = Pick<Figure, 'must' | 'aim'>

interface Case {
  readonly log: Log
  /** Events of one person in a request. */
  readonly events: number
  readonly rate: Bounds
  readonly cpu?: Bounds
  readonly latency?: LatencyBudget
}

/** Where events are kept, and what it could do at best. */
interface Log {
  readonly start: (stage: Stage) => Promise<TestKafka | undefined>
  readonly warmUpSeconds: number
  readonly floorsSeconds: number
  /** Events a second of each floor. */
  readonly floors: (load: FloorLoad) => Promise<readonly Pick<Figure, 'label' | 'value'>[]>
  readonly notes: readonly string[]
}

interface FloorLoad {
  readonly load: Pick<DriveOptions, 'connections' | 'requests'>
  readonly events: number
  readonly valueBytes: number
  readonly brokers: readonly string[]
}

/** Events of one person in a request become one record; the log of a floor gets a request's bytes as one value. */
const embedded: Log = {
  start: async () => undefined,
  warmUpSeconds,
  floorsSeconds: 2 * floorSeconds,
  floors: async ({ load, events, valueBytes }) => {
    const seconds = floorSeconds
    const http = await driveHttpFloor({ ...load, seconds })
    const lmdb = await measureLmdbAppend({ seconds, valueBytes, inFlight: connections })
    return [
      { label: 'node:http, body read and answered', value: perSecond(http) * events },
      { label: 'LMDB, put and synced', value: lmdb * events },
    ]
  },
  notes: [],
}

const kafka: Log = {
  start: async ({ progress }) => {
    progress.phase('starting a broker')
    return startKafka({ measured: true })
  },
  warmUpSeconds: 2 * warmUpSeconds,
  floorsSeconds: floorSeconds,
  floors: async ({ events, valueBytes, brokers }) => {
    const seconds = floorSeconds
    const appended = await measureKafkaAppend({
      brokers,
      seconds,
      valueBytes,
      inFlight: connections,
    })
    return [{ label: 'the Kafka log alone', value: appended * events }]
  },
  notes: ['the broker, of one node, is on this machine too'],
}

const figuresOf = (found: Measured, { events, rate, cpu, latency }: Case): readonly Figure[] => [
  {
    label: 'acknowledged',
    value: perSecond(found) * events,
    unit: 'events/s',
    better: 'more',
    ...rate,
  },
  {
    label: 'CPU of the server',
    value: found.cpuUs / (found.requests * events),
    unit: 'µs/event',
    better: 'less',
    ...cpu,
  },
  ...latencyFigures(found.latencies, latency),
]

const run =
  (which: Case) =>
  async (stage: Stage): Promise<Finding> => {
    const { seconds, progress } = stage
    const { log, events } = which
    await using broker = await log.start(stage)
    await using server = await startServer(stage, {
      parts: 'ingest',
      ...(broker && { kafkaBrokers: broker.brokers }),
    })
    const { writeKey } = server
    const path = events === 1 ? '/v1/track' : '/v1/batch'
    const requests = () =>
      createEventRequest({ path, writeKey, events, mix: 'one person', population: 20_000 })
    const load = { connections, requests }
    progress.phase('warming up', log.warmUpSeconds)
    await measure(server, { ...load, seconds: log.warmUpSeconds })
    progress.phase('measuring', seconds)
    const found = await measure(server, { ...load, seconds })
    progress.phase('floors', log.floorsSeconds)
    const valueBytes = requests().next().length
    const brokers = broker?.brokers ?? []
    const floors = await log.floors({ load, events, valueBytes, brokers })
    return {
      figures: figuresOf(found, which),
      floors: floors.map((floor) => ({ ...floor, unit: 'events/s', better: 'more' })),
      notes: [`events a request: ${events}, bytes: ${valueBytes}`, ...log.notes],
    }
  }

export const ingestBatches: Benchmark = {
  name: 'ingest-batches',
  about: 'batches of 50 events of one person, durable before they are acknowledged',
  seconds: 10,
  run: run({
    log: embedded,
    events: 50,
    rate: { must: 80_000, aim: 150_000 },
    cpu: { must: 16, aim: 10 },
  }),
}

export const ingestSingle: Benchmark = {
  name: 'ingest-single',
  about: 'one event a request on 64 connections, durable before it is acknowledged',
  seconds: 10,
  run: run({
    log: embedded,
    events: 1,
    rate: { must: 8000, aim: 16_000 },
    cpu: { must: 90, aim: 65 },
    latency: { p99: { must: 40 } },
  }),
}

export const kafkaIngest: Benchmark = {
  name: 'kafka-ingest',
  about: 'batches of 50 events of one person into a real broker, acknowledged by all replicas',
  seconds: 10,
  run: run({ log: kafka, events: 50, rate: { must: 50_000, aim: 90_000 } }),
}
