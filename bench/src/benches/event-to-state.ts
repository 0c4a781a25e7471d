import { subjectKey } from '@waymark/schemas'
import type { Benchmark } from '../benchmark.ts'
import { measureLogRoundTrips } from '../floor/log-floor.ts'
import { drive } from '../load/drive.ts'
import { createEventRequest } from '../load/event-request.ts'
import { openConnection } from '../load/http-connection.ts'
import { percentile } from '../load/latencies.ts'
import { requestBytes } from '../load/request.ts'
import { environment, watchedPrefix } from '../server/server-options.ts'
import { type Server, startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const events = 50
const connections = 4
/** A fifth of what the whole pipeline must do. */
const loadPerSecond = (0.2 * 12_000) / events
const probeEveryMs = 20
const lastOnesMs = 2000

/** One event of a new person, whose state a milestone changes at once. */
const probeBytes = (userId: string, writeKey: string): Buffer =>
  requestBytes(
    '/v1/track',
    JSON.stringify({
      messageId: `probe-of-${userId}`,
      userId,
      event: 'Wants Guide',
      timestamp: new Date().toISOString(),
    }),
    writeKey,
  )

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
  const answers: Promise<unknown>[] = []
  const busy = pool.map(() => Promise.resolve<unknown>(undefined))
  for (let n = 0; performance.now() < end; n++) {
    const userId = `${watchedPrefix}${n}`
    const at = n % pool.length
    await busy[at]
    sent.set(subjectKey(environment, 'user', userId), process.hrtime.bigint())
    busy[at] = pool[at]?.send(probeBytes(userId, server.writeKey)) ?? Promise.resolve()
    await new Promise((resolve) => setTimeout(resolve, probeEveryMs))
  }
  await Promise.all([...answers, ...busy])
  const late = performance.now() + lastOnesMs
  while (sent.size > 0 && performance.now() < late)
    await new Promise((resolve) => setTimeout(resolve, probeEveryMs))
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
    const { port, writeKey } = server
    const requests = () =>
      createEventRequest({
        path: '/v1/batch',
        writeKey,
        events,
        mix: 'many people',
        population: 20_000,
      })
    const background = { port, connections, requests, perSecond: loadPerSecond }
    progress.phase('warming up', warmUpSeconds)
    await drive({ ...background, seconds: warmUpSeconds })
    progress.phase('measuring', seconds)
    const [times] = await Promise.all([
      probe(server, seconds),
      drive({ ...background, seconds: seconds + 1 }),
    ])
    progress.phase('floor', floorSeconds)
    const floor = await measureLogRoundTrips(floorSeconds)
    return {
      figures: [
        { label: 'p50', value: percentile(times, 0.5), unit: 'ms', better: 'less' },
        {
          label: 'p99',
          value: percentile(times, 0.99),
          unit: 'ms',
          better: 'less',
          must: 250,
          aim: 50,
        },
      ],
      floors: [
        {
          label: 'embedded log, append to subscriber p50',
          value: percentile(floor, 0.5),
          unit: 'ms',
          better: 'less',
        },
        {
          label: 'embedded log, append to subscriber p99',
          value: percentile(floor, 0.99),
          unit: 'ms',
          better: 'less',
        },
      ],
      notes: [`${times.length} events timed, beside ${loadPerSecond * events} events/s of others`],
    }
  },
}
