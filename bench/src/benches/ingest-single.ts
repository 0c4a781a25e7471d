import type { Benchmark } from '../benchmark.ts'
import { driveHttpFloor } from '../floor/http-floor.ts'
import { measureLmdbAppend } from '../floor/lmdb-floor.ts'
import { createEventRequest } from '../load/event-request.ts'
import { percentile } from '../load/latencies.ts'
import { measure, perSecond } from '../load/measure.ts'
import { startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const connections = 64

export const ingestSingle: Benchmark = {
  name: 'ingest-single',
  about: 'one event a request on 64 connections, durable before it is acknowledged',
  seconds: 10,
  run: async (stage) => {
    const { seconds, progress } = stage
    await using server = await startServer(stage, { parts: 'ingest' })
    const { writeKey } = server
    const requests = () =>
      createEventRequest({
        path: '/v1/track',
        writeKey,
        events: 1,
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
          value: perSecond(found),
          unit: 'req/s',
          better: 'more',
          must: 8000,
          aim: 16_000,
        },
        {
          label: 'p99',
          value: percentile(found.latencies, 0.99),
          unit: 'ms',
          better: 'less',
          must: 40,
        },
        { label: 'p50', value: percentile(found.latencies, 0.5), unit: 'ms', better: 'less' },
        {
          label: 'CPU of the server',
          value: found.cpuUs / found.requests,
          unit: 'µs/event',
          better: 'less',
          must: 90,
          aim: 65,
        },
      ],
      floors: [
        {
          label: 'node:http, body read and answered',
          value: perSecond(http),
          unit: 'req/s',
          better: 'more',
        },
        { label: 'LMDB, put and synced', value: lmdb, unit: 'events/s', better: 'more' },
      ],
    }
  },
}
