import { join } from 'node:path'
import { createBackfill, createProcessor, createSink } from '@waymark/processor'
import { createLogger, createMetrics } from '@waymark/runtime'
import {
  type DefinitionsRecord,
  type EventsHeader,
  type StoredBackfill,
  subjectKey,
} from '@waymark/schemas'
import { type EventLog, type EventStore, type NewRecord, readRange } from '@waymark/storage'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import type { Benchmark } from '../benchmark.ts'
import { until } from '../load/until.ts'
import { ownDirectory } from '../setting/clean-up.ts'

const people = 5000
const eventsEach = 30
const withinMs = 3_600_000
const env = 'bench'
const clock = Date.now

const quiet = createLogger({ logLevel: 'silent' })

/** What was counted by nobody when it happened. */
const milestone: DefinitionsRecord = {
  t: 'definition',
  env,
  kind: 'milestone',
  id: 'ten-times',
  version: 1,
  definition: {
    kind: 'milestone',
    id: 'ten-times',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Event 1', count: { gte: 10 } } },
  },
  at: 1,
  by: 'bench',
}

const recordOf = (key: string, value: object): NewRecord => ({
  topic: 'definitions',
  key,
  value: Buffer.from(JSON.stringify(value)),
})

const eventsOf = (person: number): NewRecord => {
  const userId = `user-${String(person).padStart(7, '0')}`
  const received = clock()
  const header: EventsHeader = { v: 1, kind: 'live', env, source: 'server', received, skew: 0 }
  const events = Array.from({ length: eventsEach }, (_, i) => ({
    type: 'track',
    event: 'Event 1',
    messageId: `${userId}-${i}`,
    userId,
    properties: { plan: 'pro', path: '/reports/weekly', n: i },
    timestamp: new Date(received - i * 3_600_000).toISOString(),
  }))
  const value = Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(events)}`)
  return { topic: 'events', key: subjectKey(env, 'user', userId), value }
}

/** Everything that a process runs, on data that go with it. */
const startAll = async (dir: string) => {
  const log = await createEmbeddedLog({ dir: join(dir, 'log'), partitions: 4 })
  const store = createChdbStore({ dir: join(dir, 'clickhouse') })
  await store.migrate()
  const deps = { log, store, clock, logger: quiet, metrics: createMetrics() }
  await log.append([
    recordOf(`environment/${env}`, {
      t: 'environment',
      env,
      name: env,
      project: env,
      projectName: env,
      at: 1,
    }),
  ])
  const processor = createProcessor({ cacheDir: join(dir, 'cache') }, deps)
  const sink = createSink({}, deps)
  const backfill = createBackfill({}, { ...deps, definitions: processor.definitions })
  for (const part of [processor, sink, backfill]) await part.start()
  return {
    log,
    store,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      for (const part of [backfill, sink, processor]) await part.stop()
      await store.close()
      await log.close()
    },
  }
}

const isThrough = async (log: EventLog): Promise<boolean> => {
  for (const [group, topic] of [
    ['processor', 'events'],
    ['sink', 'facts'],
    ['sink', 'state'],
  ] as const) {
    const ends = await log.ends(topic)
    const committed = await log.committed(group, topic)
    if (ends.some((end, partition) => (committed[partition] ?? 0) < end)) return false
  }
  return true
}

const populate = async (log: EventLog, count: number): Promise<void> => {
  const together = 200
  for (let from = 0; from < count; from += together) {
    const some = Array.from({ length: Math.min(together, count - from) }, (_, i) => from + i)
    await log.append(some.map(eventsOf))
  }
  await until(() => isThrough(log), withinMs)
}

const pastOf = async (log: EventLog): Promise<StoredBackfill | undefined> => {
  let past: StoredBackfill | undefined
  await readRange(log, { topic: 'definitions' }, ({ key, value }) => {
    if (key === `backfill/${env}` && value)
      past = JSON.parse(Buffer.from(value).toString('utf8')) as StoredBackfill
  })
  return past
}

/** From the publication until it counts with all of its past, ms. */
const timeChange = async (log: EventLog): Promise<number> => {
  const begun = performance.now()
  await log.append([recordOf(`definition/${env}/milestone/ten-times`, milestone)])
  await until(async () => (await pastOf(log))?.ready !== undefined, withinMs)
  return performance.now() - begun
}

/** The same rows once through the database, without anybody who wants them. */
const timeScan = async (store: EventStore): Promise<number> => {
  const begun = performance.now()
  await store.query(
    `SELECT sum(cityHash64(person, event, time_ms, folded_ms, src, idx, properties)) AS all
    FROM events FINAL WHERE env = {env:String} AND event = 'Event 1'`,
    { env },
  )
  return performance.now() - begun
}

/** One change, however long it takes: `--seconds` changes nothing. */
export const definitionChanged: Benchmark = {
  name: 'definition-changed',
  about: `a milestone is published whose past nobody counted, ${eventsEach} events a person: until it is in force; --people N, ${people.toLocaleString('en-US')} unless given`,
  seconds: 0,
  run: async ({ progress, people: count = people }) => {
    const directory = ownDirectory()
    try {
      await using all = await startAll(directory.path)
      progress.phase('meeting everybody')
      await populate(all.log, count)
      progress.phase('measuring')
      const ms = await timeChange(all.log)
      progress.phase('floor')
      const floorMs = await timeScan(all.store)
      const events = count * eventsEach
      const rate = (per: number): number => (events / per) * 1000
      return {
        figures: [
          {
            label: 'ready again',
            value: rate(ms),
            unit: 'events/s',
            better: 'more',
            must: 100_000,
            aim: 500_000,
          },
          { label: 'of it people', value: (count / ms) * 1000, unit: 'people/s', better: 'more' },
        ],
        floors: [
          {
            label: 'a plain scan of the same rows',
            value: rate(floorMs),
            unit: 'events/s',
            better: 'more',
          },
        ],
        notes: [
          `${count.toLocaleString('en-US')} people, ${events.toLocaleString('en-US')} events, ready after ${(ms / 1000).toFixed(1)} s`,
        ],
      }
    } finally {
      directory.remove()
    }
  },
}
