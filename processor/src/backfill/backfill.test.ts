import { setTimeout as pause } from 'node:timers/promises'
import type { EventStore } from '@waymark/storage'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readState, settled, temporaryLog } from '../shell/processor-under-test.ts'
import {
  createPublisher,
  pastOf,
  startAll,
  temporaryStore,
  untilNoted,
  untilReady,
} from './backfill-under-test.ts'
import { definitions, inEnv, lives, names, sentToBoth } from './lived-twice-under-test.ts'

let database: Awaited<ReturnType<typeof temporaryStore>>
let store: EventStore
/** One log for all: the database tells the blocks of one log apart, not those of several. */
let place: Awaited<ReturnType<typeof temporaryLog>>
beforeAll(async () => {
  database = await temporaryStore()
  store = database.store
  place = await temporaryLog(2)
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** `WAYMARK_PROPERTY_RUNS=100` lives through a hundred of them. */
const seeds = Array.from(
  { length: Number(process.env.WAYMARK_PROPERTY_RUNS ?? 2) },
  (_, i) => i + 1,
)

test.each(seeds)(
  'a definition that is published late says of everybody what it would say had it always been there (%i)',
  async (seed) => {
    const { log, dir } = place
    const publish = createPublisher(log)
    const always = `always${seed}`
    const late = `late${seed}`
    await publish(late, [
      { kind: 'endpoint', id: 'x', type: 'email', to: ['a@example.com'] } as never,
    ])
    await publish(always, definitions)
    let running = await startAll({ log, store, dir: `${dir}/cache` }, 1)
    await untilNoted(log, late)
    const events = lives(seed, 120)
    const send = (from: number, to: number) =>
      log.append(sentToBoth([always, late], events, { from, to }))
    await send(0, 40)
    await settled(log)
    await send(40, 60)
    await publish(late, definitions)
    for (let i = 60; i < 90; i += 3) {
      await send(i, i + 3)
      await pause(4)
    }
    // Everything stops in the middle of it, and is started again.
    await running.stop()
    running = await startAll({ log, store, dir: `${dir}/cache` }, 1)
    for (let i = 90; i < 120; i += 3) {
      await send(i, i + 3)
      await pause(4)
    }
    await untilReady(log, late, { names })
    expect((await pastOf(log, late))?.record.read).toBeGreaterThan(0)
    await running.stop()
    const { states, transitions } = await readState(log)
    expect(inEnv(states, late)).toEqual(inEnv(states, always))
    expect(transitions.filter(({ t }) => t === 'alert')).toEqual([])
  },
)
