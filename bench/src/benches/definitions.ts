import type { Benchmark, Finding } from '../benchmark.ts'
import { flow, settleEverybody } from '../load/pipeline-flow.ts'
import type { Figure } from '../report/figure.ts'
import { startServer } from '../server/start-server.ts'
import type { Stage } from '../setting/stage.ts'

const warmUpSeconds = 4
/** Beside the twenty: two hundred and two thousand in all. */
const beside = [0, 180, 1980] as const

interface Cost {
  readonly definitions: number
  readonly cpuUs: number
  readonly perSecond: number
}

const measure = async (stage: Stage, untouched: number): Promise<Cost> => {
  const definitions = 20 + untouched
  const { progress, seconds } = stage
  await using server = await startServer(stage, { parts: 'all', untouched })
  progress.phase(`meeting everybody with ${definitions} definitions`)
  await settleEverybody(server)
  progress.phase(`warming up with ${definitions}`, warmUpSeconds)
  await flow(server, 'many people', warmUpSeconds)
  progress.phase(`measuring with ${definitions}`, seconds)
  const found = await flow(server, 'many people', seconds)
  return {
    definitions,
    cpuUs: found.cpuUs / found.events,
    perSecond: (found.events / found.storedMs) * 1000,
  }
}

const figuresOf = ({ definitions, cpuUs, perSecond }: Cost): readonly Figure[] => [
  { label: `CPU with ${definitions}`, value: cpuUs, unit: 'µs/event', better: 'less' },
  { label: `events with ${definitions}`, value: perSecond, unit: 'events/s', better: 'more' },
]

const run = async (stage: Stage): Promise<Finding> => {
  const costs: Cost[] = []
  for (const untouched of beside) costs.push(await measure(stage, untouched))
  const [few, , many] = costs as [Cost, Cost, Cost]
  return {
    figures: [
      {
        label: 'CPU with 2,000 definitions, of that with 20',
        value: (many.cpuUs / few.cpuUs) * 100,
        unit: '%',
        better: 'less',
        must: 125,
        aim: 105,
      },
      ...costs.flatMap(figuresOf),
    ],
    floors: [
      { label: 'CPU with 20 definitions', value: few.cpuUs, unit: 'µs/event', better: 'less' },
    ],
    notes: ['an event touches three or four of them, however many there are'],
  }
}

/** What a definition costs of which no event is ever sent: next to nothing. */
export const definitions: Benchmark = {
  name: 'definitions',
  about: 'the whole pipeline with 20, 200 and 2,000 definitions; an event touches a few of them',
  seconds: 10,
  run,
}
