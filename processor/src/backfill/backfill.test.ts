import { setTimeout as pause } from 'node:timers/promises'
import type { WireEvent } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SubjectState } from '../fold/state.ts'
import { readState, settled, temporaryLog } from '../shell/processor-under-test.ts'
import {
  createPublisher,
  pastOf,
  sentTo,
  startAll,
  temporaryStore,
  untilNoted,
  untilReady,
} from './backfill-under-test.ts'

let database: Awaited<ReturnType<typeof temporaryStore>>
let store: EventStore
/** One log for all: the database tells the blocks of one log apart, not those of several. */
let place: Awaited<ReturnType<typeof temporaryLog>>
beforeAll(async () => {
  database = await temporaryStore()
  store = database.store
  place = await temporaryLog(2)
}, 120_000)
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const hour = 3_600_000
const began = Date.now() - 40 * hour

const definitions = [
  {
    kind: 'milestone',
    id: 'twice',
    level: 'person',
    order: 1,
    reached: { did: { event: 'A', count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'lately',
    level: 'person',
    rule: { did: { event: 'B', within: '30d', where: { n: { gte: 2 } } } },
  },
  {
    kind: 'segment',
    id: 'kinds',
    level: 'person',
    rule: { did: { event: 'B', distinct: 'n', count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'days',
    level: 'person',
    rule: { did: { page: '/p*', on: 'day', last: 3, count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'in-order',
    level: 'person',
    rule: {
      sequence: { steps: [{ did: { event: 'A' } }, { did: { event: 'B' } }], within: '30d' },
    },
  },
  {
    kind: 'segment',
    id: 'often',
    level: 'person',
    rule: { did: { event: 'A', count: { gte: 3 }, within: '20d' } },
  },
  {
    kind: 'segment',
    id: 'told-by-servers',
    level: 'person',
    rule: { did: { event: 'A', verified: true, count: { gte: 2 }, since: { event: 'B' } } },
  },
  {
    kind: 'segment',
    id: 'account-of-late',
    level: 'account',
    rule: { did: { event: 'B', count: { gte: 2 }, within: '30d' } },
  },
  { kind: 'segment', id: 'never', level: 'person', rule: { not: { did: { event: 'A' } } } },
  {
    kind: 'milestone',
    id: 'team',
    level: 'account',
    order: 2,
    reached: { did: { event: 'A', count: { gte: 3 } } },
  },
  { kind: 'segment', id: 'paging', level: 'account', rule: { did: { page: '/p1' } } },
]

/** The same numbers every time. */
const numbers = (seed: number) => () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed
}

/** What happens, to be lived in two environments. */
const lives = (seed: number, count: number): readonly Partial<WireEvent>[] => {
  const next = numbers(seed)
  return Array.from({ length: count }, (_, i) => {
    const who = (next() >> 4) % 6
    const ids = who < 3 ? { userId: `u${who}` } : { anonymousId: `a${who - 3}` }
    const late = ((next() >> 4) % 10) * hour
    const timestamp = new Date(began + i * 0.3 * hour - late + i).toISOString()
    const inAccount = (next() >> 4) % 5 === 0 ? { context: { groupId: `g${(who % 3) % 2}` } } : {}
    const what = (next() >> 4) % 8
    const base = { ...ids, timestamp, ...inAccount }
    if (what === 0 && who < 3)
      return { ...base, type: 'identify', anonymousId: `a${who}`, traits: { role: 'x' } }
    if (what < 3) return { ...base, type: 'page', name: 'P', properties: { path: `/p${what}` } }
    return { ...base, event: what < 6 ? 'A' : 'B', properties: { n: (next() >> 4) % 4 } }
  }) as readonly Partial<WireEvent>[]
}

/** Offsets differ between two environments of one log: of the steps of a sequence the order is left out. */
const plainly = (value: unknown): string =>
  JSON.stringify(value, (key, inner) =>
    key === 'seen' && Array.isArray(inner) ? inner.map(([time, , step]) => [time, step]) : inner,
  )

const namesOf = (of: object | undefined): readonly string[] => Object.keys(of ?? {}).toSorted()

const seen = (state: SubjectState) => ({
  leaves: Object.fromEntries(
    Object.entries(state.leaves)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([hash, summary]) => [hash, plainly(summary)]),
  ),
  orphans: state.kind === 'person' ? plainly(Object.entries(state.orphans).toSorted()) : '',
  mile: namesOf(state.mile),
  seg: namesOf(state.seg),
})

const inEnv = (states: ReadonlyMap<string, SubjectState>, env: string) =>
  Object.fromEntries(
    [...states]
      .filter(([key]) => key.startsWith(`${env}/`))
      .map(([key, state]) => [key.slice(env.length), seen(state)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

const names = definitions.map(({ kind, id }) => `${kind}/${id}`)

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
      log.append(
        events.slice(from, to).flatMap((event, i) => {
          const source = (from + i) % 3 === 0 ? 'browser' : 'server'
          return [sentTo(always, event, source), sentTo(late, event, source)]
        }),
      )
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
  240_000,
)
