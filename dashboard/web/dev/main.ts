// biome-ignore-all lint/correctness/noNodejsModules: runs in Node

import { startFixtureServer } from './fixture-server.ts'
import type { Scenario } from './fixtures/answers.ts'
import { event } from './fixtures/events.ts'

/** `npm run dev [lively|new|broken|signed-out]`: the built app over made-up answers, with events coming in. */
const scenario = (process.argv[2] ?? 'lively') as Scenario
const server = await startFixtureServer(scenario, Number(process.env.PORT ?? 5173))
let count = 0
setInterval(() => {
  const now = Date.now()
  server.push({
    kind: 'event',
    event: { ...event(now, count++), messageId: `live-${now}`, time: now, received: now },
  })
  server.push({ kind: 'rate', perSecond: 1 + Math.sin(count / 9), at: now, shown: 1, of: 1 })
}, 1000)
process.stdout.write(`${server.url} (${scenario})\n`)
