import type { Benchmark } from '../benchmark.ts'
import { driveHttpFloor } from '../floor/http-floor.ts'
import { measureLmdbAppend } from '../floor/lmdb-floor.ts'
import { createEventRequest } from '../load/event-request.ts'
import { percentile } from '../load/latencies.ts'
import { measure, perSecond } from '../load/measure.ts'
import { startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const events = 50
const connections = 64

/** Events of one person in a request become one record; the log of the floor gets a request's bytes as one value. */
export const ingestBatches: Benchmark = {
  name: 'ingest-batches',
  about: 'batches of 50 events of one person, durable before they are acknowledged',
  seconds: 10,
  run: async (stage) => {
    const { seconds, progress } = stage
    await using server = await startServer(stage, { parts: 'ingest' })
    const requests = () =>
      createEventRequest({
        path: '/v1/batch',
        writeKey: server.writeKey,
        events,
        mix: 'one person',
        population: 20_000,
      })
    const load = { connections, requests }
    progress.phase('warming up', warmUpSeconds)
    await measure(server, { ...load, seconds: warmUpSeconds })
    progress.phase('measuring', seconds)
    const found = await measure(server, { ...load, seconds })
    progress.phase('floors', 2 * floorSeconds)
    const http = await driveHttpFloor({ ...load, seconds: floorSeconds })
    const valueBytes = requests().next().length
    const lmdb = await measureLmdbAppend({
      seconds: floorSeconds,
      valueBytes,
      inFlight: connections,
    })
    return {
      figures: [
        {
          label: 'acknowledged',
          value: perSecond(found) * events,
          unit: 'events/s',
          better: 'more',
          must: 80_000,
          aim: 150_000,
        },
        {
          label: 'CPU of the server',
          value: found.cpuUs / (found.requests * events),
          unit: 'µs/event',
          better: 'less',
          must: 16,
          aim: 10,
        },
        { label: 'p50', value: percentile(found.latencies, 0.5), unit: 'ms', better: 'less' },
        { label: 'p99', value: percentile(found.latencies, 0.99), unit: 'ms', better: 'less' },
      ],
      floors: [
        {
          label: 'node:http, body read and answered',
          value: perSecond(http) * events,
          unit: 'events/s',
          better: 'more',
        },
        { label: 'LMDB, put and synced', value: lmdb * events, unit: 'events/s', better: 'more' },
      ],
      notes: [`a request of ${events} events is ${valueBytes} bytes`],
    }
  },
}
