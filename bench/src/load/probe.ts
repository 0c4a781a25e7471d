import { setTimeout as pause } from 'node:timers/promises'
import { subjectKey } from '@waymark/schemas'
import { environment, watchedPrefix } from '../server/server-options.ts'
import type { Server } from '../server/start-server.ts'
import { openConnection } from './http-connection.ts'
import { trackBytes } from './request.ts'

const probeEveryMs = 20
const lastOnesMs = 10_000
const connections = 8

/** One event of a new person, whose state a milestone changes at once. */
const probeBytes = (userId: string, writeKey: string): Buffer =>
  trackBytes({ messageId: `probe-of-${userId}`, userId, event: 'Wants Guide' }, writeKey)

/** Nobody is probed twice. */
let probed = 0

/** Sends events of new people, fifty a second, while it is to go on; ms from the sending of each to its state. */
export const probe = async (
  { port, writeKey, onState }: Pick<Server, 'port' | 'writeKey' | 'onState'>,
  goesOn: () => boolean,
): Promise<readonly number[]> => {
  const sent = new Map<string, bigint>()
  const times: number[] = []
  onState((subject, atNs) => {
    const begun = sent.get(subject)
    if (begun === undefined) return
    sent.delete(subject)
    times.push(Number(atNs - begun) / 1e6)
  })
  const pool = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const busy = pool.map(() => Promise.resolve<unknown>(undefined))
  while (goesOn()) {
    const n = probed++
    const userId = `${watchedPrefix}${n}`
    const at = n % pool.length
    await busy[at]
    sent.set(subjectKey(environment, 'user', userId), process.hrtime.bigint())
    busy[at] = pool[at]?.send(probeBytes(userId, writeKey)) ?? Promise.resolve()
    await pause(probeEveryMs)
  }
  await Promise.all(busy)
  const late = performance.now() + lastOnesMs
  while (sent.size > 0 && performance.now() < late) await pause(probeEveryMs)
  for (const connection of pool) connection.close()
  if (sent.size > 0) throw new Error(`${sent.size} states never came`)
  return times
}
