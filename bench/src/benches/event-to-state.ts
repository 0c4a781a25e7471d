import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark } from '../benchmark.ts'
import { measureLogRoundTrips } from '../floor/log-floor.ts'
import { beside, besidePerSecond } from '../load/beside.ts'
import { probe } from '../load/probe.ts'
import { latencyFigures } from '../report/latency-figures.ts'
import { startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

export const eventToState: Benchmark = {
  name: 'event-to-state',
  about: 'from the sending of an event to the changed state in the log, at 20 % load',
  seconds: 15,
  run: async (stage) => {
    const { seconds, progress } = stage
    await using server = await startServer(stage, { parts: 'fold' })
    const times = await beside(server, async () => {
      progress.phase('warming up', warmUpSeconds)
      await pause(warmUpSeconds * 1000)
      progress.phase('measuring', seconds)
      const end = performance.now() + seconds * 1000
      return probe(server, () => performance.now() < end)
    })
    progress.phase('floor', floorSeconds)
    const floor = await measureLogRoundTrips(floorSeconds)
    return {
      figures: latencyFigures(times, { p99: { must: 250, aim: 50 } }),
      floors: latencyFigures(floor, {}, 'embedded log, append to subscriber'),
      notes: [`${times.length} events timed, beside ${besidePerSecond} events/s of others`],
    }
  },
}
