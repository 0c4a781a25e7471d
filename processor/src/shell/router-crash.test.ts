import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RelayRecord } from '@waymark/schemas'
import { type EventLog, readRange } from '@waymark/storage'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import type { AccountState } from '../fold/state.ts'
import {
  definitionRecord,
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryDirectory,
} from './processor-under-test.ts'

/** What two events that counted more than once would reach. */
const thrice = {
  kind: 'milestone',
  id: 'installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Data Received', count: { gte: 3 } } },
}

const script = fileURLToPath(new URL('router-process.ts', import.meta.url))

/** Runs a processor until its router has appended and not yet stored its position; then kills it without a word. */
const killBeforeCommit = async (dir: string, cacheDir: string): Promise<void> => {
  const child = spawn(process.execPath, [script, dir, cacheDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  try {
    const said = once(createInterface({ input: child.stdout }), 'line')
    const ended = exit.then(() => ['it ended by itself'])
    expect(await Promise.race([said, ended])).toEqual(['routed'])
  } finally {
    child.kill('SIGKILL')
    await exit
  }
}

/** How often each hop lies on `relay`, by where it came from. */
const hops = async (log: EventLog): Promise<readonly number[]> => {
  const times = new Map<string, number>()
  await readRange(log, { topic: 'relay' }, ({ value }) => {
    const { p, o, i } = JSON.parse(Buffer.from(value ?? []).toString()) as RelayRecord
    const origin = `${p}/${o}/${i}`
    times.set(origin, (times.get(origin) ?? 0) + 1)
  })
  return [...times.values()]
}

test('what a member did counts once in the account though the router was killed between append and commit, and carried it again', async () => {
  await using place = await temporaryDirectory()
  const dir = join(place.dir, 'log')
  const cache = join(place.dir, 'cache')
  let log = await createEmbeddedLog({ dir, partitions: 1 })
  const context = { groupId: 'acme' }
  await log.append([definitionRecord(thrice)])
  const received = { userId: 'ann', event: 'Data Received', context }
  await log.append([eventRecord(received), eventRecord(received)])
  await log.close()
  for (let kills = 0; kills < 2; kills++) await killBeforeCommit(dir, cache)

  log = await createEmbeddedLog({ dir, partitions: 1 })
  const processor = await startProcessor(log, cache)
  await settled(log)
  const { states } = await readState(log)
  await processor.stop()
  const account = states.get('test/g/acme') as AccountState
  expect(account).toMatchObject({ joined: 1, members: { 'test/u/ann': { n: 2 } } })
  expect(account.mile.installed?.reached).toBeUndefined()
  expect(Math.max(...(await hops(log)))).toBe(3)
  await log.close()
})
