import type { Server } from '../server/start-server.ts'
import { watchBacklog } from './backlog.ts'
import { drive } from './drive.ts'
import { createEventRequest, type Mix } from './event-request.ts'
import { meetPeople } from './meet-people.ts'
import { until } from './until.ts'

/** Events a request. */
export const events = 50
export const population = 20_000
const connections = 16
const drainWithinMs = 120_000

/** What came of sending for a while, all of it folded and in ClickHouse. */
export interface Flow {
  readonly events: number
  readonly foldedMs: number
  readonly storedMs: number
  readonly cpuUs: number
  readonly mainUs: number
}

const now = (): number => performance.now()

/** By then every account has reached its milestones, and has told its people. */
const settledEvents = 120_000

/**
 * What is measured is the life of people who are known, in accounts that are past what happens to them once. The number of
 * events that it took.
 */
export const settleEverybody = async ({ port, writeKey, behind }: Server): Promise<number> => {
  const met = await meetPeople({ port, writeKey, people: population })
  using backlog = watchBacklog({ behind, allowed: 20_000 })
  const requests = () =>
    createEventRequest({ path: '/v1/batch', writeKey, events, mix: 'many people', population })
  const most = settledEvents / events
  const gate = backlog.gate
  const sent = await drive({ port, connections, seconds: 600, most, requests, gate })
  await until(async () => (await behind()).fold === 0, drainWithinMs)
  return met + sent.requests * events
}

/** Sends for so long and waits until all of it is folded and in ClickHouse; the CPU is that of the snapshots too, which come later. */
export const flow = async (server: Server, mix: Mix, seconds: number): Promise<Flow> => {
  const allowed = mix === 'one person' ? 1000 : 20_000
  using backlog = watchBacklog({ behind: server.behind, allowed })
  const { port, writeKey, behind, usage } = server
  const requests = () =>
    createEventRequest({ path: '/v1/batch', writeKey, events, mix, population })
  const before = await usage()
  const begun = now()
  const sent = await drive({ port, connections, seconds, requests, gate: backlog.gate })
  await until(async () => (await behind()).fold === 0, drainWithinMs)
  const foldedMs = now() - begun
  await until(async () => {
    const { fold, sink } = await behind()
    return fold === 0 && sink === 0
  }, drainWithinMs)
  const storedMs = now() - begun
  await until(async () => (await behind()).snapshots === 0, drainWithinMs)
  const { cpuUs, mainUs } = await usage()
  return {
    events: sent.requests * events,
    foldedMs,
    storedMs,
    cpuUs: cpuUs - before.cpuUs,
    mainUs: mainUs - before.mainUs,
  }
}
