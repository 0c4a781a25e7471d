import type { Benchmark, Finding } from '../benchmark.ts'
import { driveHttpFloor } from '../floor/http-floor.ts'
import { createEventRequest, type Mix } from '../load/event-request.ts'
import { perSecond } from '../load/measure.ts'
import { events, flow, population, settleEverybody } from '../load/pipeline-flow.ts'
import type { Figure } from '../report/figure.ts'
import { startServer } from '../server/start-server.ts'
import type { Stage } from '../setting/stage.ts'
import { floorSeconds } from '../setting/times.ts'

const connections = 16
const warmUpSeconds = 4

interface Budget {
  readonly mix: Mix
  readonly rate: { readonly must: number; readonly aim: number }
  readonly cpu: { readonly must: number; readonly aim: number }
}

const rate = (count: number, ms: number): number => (count / ms) * 1000

const megabytes = (label: string, bytes: number): Figure => ({
  label,
  value: bytes / 2 ** 20,
  unit: 'MB',
  better: 'less',
})

const run =
  ({ mix, ...budget }: Budget) =>
  async (stage: Stage): Promise<Finding> => {
    const { seconds, progress } = stage
    await using server = await startServer(stage, { parts: 'all' })
    progress.phase('meeting everybody, until nothing happens to accounts for the first time')
    const met = await settleEverybody(server)
    progress.phase('warming up', warmUpSeconds)
    const warm = await flow(server, mix, warmUpSeconds)
    progress.phase('measuring', seconds)
    const found = await flow(server, mix, seconds)
    const rows = await server.rows()
    const sent = met + warm.events + found.events
    if (rows !== sent) throw new Error(`sent ${sent} events, and ${rows} are in ClickHouse`)
    const { anonymousBytes, mappedBytes } = await server.usage()
    progress.phase('floor', floorSeconds)
    const requests = () =>
      createEventRequest({ path: '/v1/batch', writeKey: 'none', events, mix, population })
    const http = await driveHttpFloor({ connections, requests, seconds: floorSeconds })
    return {
      figures: [
        {
          label: 'from request to ClickHouse',
          value: rate(found.events, found.storedMs),
          unit: 'events/s',
          better: 'more',
          ...budget.rate,
        },
        {
          label: 'CPU of the process',
          value: found.cpuUs / found.events,
          unit: 'µs/event',
          better: 'less',
          ...budget.cpu,
        },
        {
          label: 'of it the main thread',
          value: found.mainUs / found.events,
          unit: 'µs/event',
          better: 'less',
        },
        {
          label: 'from request to state',
          value: rate(found.events, found.foldedMs),
          unit: 'events/s',
          better: 'more',
        },
        megabytes('memory at the end', anonymousBytes),
        megabytes('files mapped at the end', mappedBytes),
      ],
      floors: [
        {
          label: 'node:http, body read and answered',
          value: perSecond(http) * events,
          unit: 'events/s',
          better: 'more',
        },
      ],
      notes: [
        `${found.events.toLocaleString('en-US')} events of ${population.toLocaleString('en-US')} people; all were known, and no account reached a milestone any more; the time ends with the last row in ClickHouse, the CPU with the last snapshot`,
        'every event that was acknowledged is in ClickHouse exactly once',
      ],
    }
  }

export const pipelinePeople: Benchmark = {
  name: 'pipeline-people',
  about: 'ingest, fold of 20 definitions, state, ClickHouse in one process; 50 people in a batch',
  seconds: 20,
  run: run({
    mix: 'many people',
    rate: { must: 12_000, aim: 25_000 },
    cpu: { must: 100, aim: 55 },
  }),
}

export const pipelinePerson: Benchmark = {
  name: 'pipeline-person',
  about: 'the same with batches of 50 events of one person',
  seconds: 20,
  run: run({
    mix: 'one person',
    rate: { must: 40_000, aim: 80_000 },
    cpu: { must: 30, aim: 16 },
  }),
}
