import { setTimeout as pause } from 'node:timers/promises'
import { type Definition, subjectKey } from '@waymark/schemas'
import type { Benchmark } from '../benchmark.ts'
import { measureLogRoundTrips } from '../floor/log-floor.ts'
import { beside, besidePerSecond } from '../load/beside.ts'
import { openConnection } from '../load/http-connection.ts'
import { probe } from '../load/probe.ts'
import { requestBytes } from '../load/request.ts'
import { latencyFigures } from '../report/latency-figures.ts'
import { environment, watchedPrefix } from '../server/server-options.ts'
import { type Server, startServer } from '../server/start-server.ts'
import { floorSeconds } from '../setting/times.ts'

const people = 10_000
const inARequest = 50
/** They do something, and so much later they have not done it for so long. */
const dueAfterMs = 40_000
const within = `${dueAfterMs / 1000}s` as const
const calmMs = 5000
/** The others have been there for so long by then. */
const warmUpMs = 5000
const allWithinMs = 120_000

/** Due for whoever set their timer and for nobody else. */
const silent: Definition = {
  kind: 'segment',
  id: 'timer',
  level: 'person',
  rule: {
    all: [{ did: { event: 'Timer Set' } }, { not: { did: { event: 'Timer Set', within } } }],
  },
}

const timerUser = (n: number): string => `${watchedPrefix}timer-${n}`

/** Everybody sets their timer at one instant. */
const setTimers = async ({ port, writeKey }: Server, at: number): Promise<void> => {
  const connection = await openConnection(port)
  const timestamp = new Date(at).toISOString()
  for (let from = 0; from < people; from += inARequest) {
    const batch = Array.from({ length: inARequest }, (_, i) => ({
      type: 'track',
      messageId: `timer-${from + i}`,
      userId: timerUser(from + i),
      event: 'Timer Set',
      timestamp,
    }))
    const sentAt = new Date().toISOString()
    const body = JSON.stringify({ sentAt, batch })
    const { status } = await connection.send(requestBytes('/v1/batch', body, writeKey))
    if (status !== 200) throw new Error(`answered ${status}`)
  }
  connection.close()
}

/** Who has fired: whose state came by after it was due. */
const watchTimers = ({ onState }: Server, dueAt: number) => {
  const prefix = subjectKey(environment, 'user', timerUser(0)).slice(0, -1)
  const fired = new Map<string, number>()
  onState((subject) => {
    const now = Date.now()
    if (now >= dueAt && subject.startsWith(prefix) && !fired.has(subject)) fired.set(subject, now)
  })
  return {
    count: () => fired.size,
    lastAfterMs: () => Math.max(...fired.values()) - dueAt,
  }
}

export const timers: Benchmark = {
  name: 'timers',
  about: '10,000 timers due in the same second: what other people wait for their state meanwhile',
  seconds: 5,
  run: async (stage) => {
    const { progress } = stage
    await using server = await startServer(stage, { parts: 'fold', definitions: [silent] })
    const at = Date.now()
    const dueAt = at + dueAfterMs
    progress.phase('setting the timers')
    await setTimers(server, at)
    const fired = watchTimers(server, dueAt)
    const left = dueAt - calmMs - warmUpMs - Date.now()
    if (left <= 0) throw new Error('setting the timers took longer than they run')
    await pause(left)
    const found = await beside(server, async () => {
      await pause(warmUpMs)
      progress.phase('before they are due', calmMs / 1000)
      const calm = await probe(server, () => Date.now() < dueAt)
      progress.phase('while they fire')
      const latest = dueAt + allWithinMs
      const times = await probe(server, () => fired.count() < people && Date.now() < latest)
      if (fired.count() < people) throw new Error(`${fired.count()} of ${people} timers fired`)
      return { calm, times, lastAfterMs: fired.lastAfterMs() }
    })
    progress.phase('floor', floorSeconds)
    const floor = await measureLogRoundTrips(floorSeconds)
    const { calm, times, lastAfterMs } = found
    return {
      figures: [
        ...latencyFigures(times, { p99: { must: 1000, aim: 250 } }, 'while they fire'),
        ...latencyFigures(calm, {}, 'just before'),
        { label: 'until the last has fired', value: lastAfterMs, unit: 'ms', better: 'less' },
      ],
      floors: latencyFigures(floor, {}, 'embedded log, append to subscriber'),
      notes: [
        `${people.toLocaleString('en-US')} timers, beside ${besidePerSecond} events/s of others`,
        `${times.length} events timed while they fired, ${calm.length} before`,
      ],
    }
  },
}
