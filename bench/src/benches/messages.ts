import type { Benchmark } from '../benchmark.ts'
import { driveHttpFloor } from '../floor/http-floor.ts'
import { openConnection } from '../load/http-connection.ts'
import { measure, perSecond } from '../load/measure.ts'
import { requestBytes } from '../load/request.ts'
import { until } from '../load/until.ts'
import { latencyFigures } from '../report/latency-figures.ts'
import { type Server, startServer } from '../server/start-server.ts'
import { floorSeconds, warmUpSeconds } from '../setting/times.ts'

const connections = 32
const people = 2000
const batch = 100

const count = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)
const idsOf = (n: number) => ({ anonymousId: `anonymous-${n}`, userId: `reader-${n}` })

/** Everybody does what makes a guide theirs. */
const meetEverybody = async ({ port, writeKey }: Server): Promise<void> => {
  const connection = await openConnection(port)
  for (const part of count(people / batch)) {
    const events = count(batch).map((n) => {
      const { userId } = idsOf(part * batch + n)
      return { type: 'track', event: 'Wants Guide', userId, messageId: `wish-of-${userId}` }
    })
    await connection.send(requestBytes('/v1/batch', JSON.stringify({ batch: events }), writeKey))
  }
  connection.close()
}

const askingOf = (n: number, writeKey: string): Buffer =>
  requestBytes(
    '/v1/messages',
    JSON.stringify({ ...idsOf(n), locale: 'en', page: { url: 'https://app.example.com/home' } }),
    writeKey,
  )

const everybodyIsServed = async ({ port, writeKey }: Server): Promise<void> => {
  const connection = await openConnection(port)
  for (const n of [0, people / 2, people - 1]) {
    await until(async () => {
      const { body } = await connection.send(askingOf(n, writeKey))
      return JSON.parse(body.toString()).decisions?.length === 1
    }, 30_000)
  }
  connection.close()
}

export const messages: Benchmark = {
  name: 'messages',
  about: 'POST /v1/messages of 2,000 people who each have a decision, 32 connections',
  seconds: 10,
  run: async (stage) => {
    const { seconds, progress } = stage
    await using server = await startServer(stage, { parts: 'fold' })
    await meetEverybody(server)
    await everybodyIsServed(server)
    const askings = count(people).map((n) => askingOf(n, server.writeKey))
    const requests = () => ({
      next: () => askings[Math.floor(Math.random() * people)] ?? Buffer.alloc(0),
    })
    const load = { connections, requests }
    progress.phase('warming up', warmUpSeconds)
    await measure(server, { ...load, seconds: warmUpSeconds })
    progress.phase('measuring', seconds)
    const found = await measure(server, { ...load, seconds })
    progress.phase('floor', floorSeconds)
    const http = await driveHttpFloor({ ...load, seconds: floorSeconds })
    return {
      figures: [
        {
          label: 'answered',
          value: perSecond(found),
          unit: 'req/s',
          better: 'more',
          must: 6000,
          aim: 15_000,
        },
        ...latencyFigures(found.latencies, { p99: { must: 15, aim: 5 } }),
        {
          label: 'CPU of the server',
          value: found.cpuUs / found.requests,
          unit: 'µs/req',
          better: 'less',
        },
      ],
      floors: [
        {
          label: 'node:http, body read and answered',
          value: perSecond(http),
          unit: 'req/s',
          better: 'more',
        },
      ],
    }
  },
}
