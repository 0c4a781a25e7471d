import { createKafkaLog } from '@waymark/storage/kafka'
import { startKafka } from '@waymark/test/support'
import type { Benchmark } from '../benchmark.ts'
import { createEventRequest } from '../load/event-request.ts'
import { percentile } from '../load/latencies.ts'
import { measure, perSecond } from '../load/measure.ts'
import { startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const events = 50
const connections = 64

interface FloorOptions {
  readonly brokers: readonly string[]
  readonly valueBytes: number
  readonly seconds: number
}

/** The Kafka log alone, records of the same size and as many at a time; records a second. */
const measureKafkaAppend = async ({ brokers, valueBytes, seconds }: FloorOptions) => {
  const log = await createKafkaLog({
    brokers,
    clientId: 'floor',
    partitions: 16,
    topicPrefix: 'floor.',
  })
  const value = Buffer.alloc(valueBytes, 'x')
  const begun = performance.now()
  const end = begun + seconds * 1000
  let appended = 0
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      await log.append([{ topic: 'events', key: `key-${++appended}`, value }])
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const rate = appended / ((performance.now() - begun) / 1000)
  await log.close()
  return rate
}

export const kafkaIngest: Benchmark = {
  name: 'kafka-ingest',
  about: 'batches of 50 events of one person into a real broker, acknowledged by all replicas',
  seconds: 10,
  run: async (stage) => {
    const { seconds, progress } = stage
    progress.phase('starting a broker')
    await using kafka = await startKafka()
    const { brokers } = kafka
    await using server = await startServer(stage, { parts: 'ingest', kafkaBrokers: brokers })
    const { writeKey } = server
    const requests = () =>
      createEventRequest({
        path: '/v1/batch',
        writeKey,
        events,
        mix: 'one person',
        population: 20_000,
      })
    const load = { connections, requests }
    progress.phase('warming up', 2 * warmUpSeconds)
    await measure(server, { ...load, seconds: 2 * warmUpSeconds })
    progress.phase('measuring', seconds)
    const found = await measure(server, { ...load, seconds })
    progress.phase('floor', floorSeconds)
    const valueBytes = requests().next().length
    const floor = await measureKafkaAppend({ brokers, valueBytes, seconds: floorSeconds })
    return {
      figures: [
        {
          label: 'acknowledged',
          value: perSecond(found) * events,
          unit: 'events/s',
          better: 'more',
          must: 50_000,
          aim: 90_000,
        },
        {
          label: 'CPU of the server',
          value: found.cpuUs / (found.requests * events),
          unit: 'µs/event',
          better: 'less',
        },
        { label: 'p50', value: percentile(found.latencies, 0.5), unit: 'ms', better: 'less' },
        { label: 'p99', value: percentile(found.latencies, 0.99), unit: 'ms', better: 'less' },
      ],
      floors: [
        {
          label: 'the Kafka log alone',
          value: floor * events,
          unit: 'events/s',
          better: 'more',
        },
      ],
      notes: ['the broker, of one node, is on this machine too'],
    }
  },
}
