import { setTimeout as pause } from 'node:timers/promises'
import { subjectKey } from '@waymark/schemas'
import type { Benchmark } from '../benchmark.ts'
import { measureLogRoundTrips } from '../floor/log-floor.ts'
import { beside, besidePerSecond } from '../load/beside.ts'
import { openConnection } from '../load/http-connection.ts'
import { trackBytes } from '../load/request.ts'
import { latencyFigures } from '../report/latency-figures.ts'
import { environment, watchedPrefix } from '../server/server-options.ts'
import { type Server, startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const probeEveryMs = 20
const lastOnesMs = 2000

/** One event of a new person, whose state a milestone changes at once. */
const probeBytes = (userId: string, writeKey: string): Buffer =>
  trackBytes({ messageId: `probe-of-${userId}`, userId, event: 'Wants Guide' }, writeKey)

/** Sends probes for so long; ms from the sending of each to its state. */
const probe = async (server: Server, seconds: number): Promise<readonly number[]> => {
  const sent = new Map<string, bigint>()
  const times: number[] = []
  server.onState((subject, atNs) => {
    const begun = sent.get(subject)
    if (begun === undefined) return
    sent.delete(subject)
    times.push(Number(atNs - begun) / 1e6)
  })
  const pool = await Promise.all(Array.from({ length: 8 }, () => openConnection(server.port)))
  const end = performance.now() + seconds * 1000
  const busy = pool.map(() => Promise.resolve<unknown>(undefined))
  for (let n = 0; performance.now() < end; n++) {
    const userId = `${watchedPrefix}${n}`
    const at = n % pool.length
    await busy[at]
    sent.set(subjectKey(environment, 'user', userId), process.hrtime.bigint())
    busy[at] = pool[at]?.send(probeBytes(userId, server.writeKey)) ?? Promise.resolve()
    await pause(probeEveryMs)
  }
  await Promise.all(busy)
  const late = performance.now() + lastOnesMs
  while (sent.size > 0 && performance.now() < late) await pause(probeEveryMs)
  for (const connection of pool) connection.close()
  if (sent.size > 0) throw new Error(`${sent.size} states never came`)
  return times
}

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
      return probe(server, seconds)
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
