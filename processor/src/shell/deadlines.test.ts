import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger, createMetrics } from '@waymark/runtime'
import type { Transition } from '@waymark/schemas'
import { type EventLog, type LogRecord, readRange } from '@waymark/storage'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openCache, type Whose } from './cache.ts'
import { createDeadlines } from './deadlines.ts'
import type { PartitionWorker } from './partition-worker.ts'
import { createProcessor } from './processor.ts'
import {
  definitionRecord,
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryLog,
} from './processor-under-test.ts'

const day = 86_400_000

const silent = (level: 'person' | 'account') => ({
  kind: 'segment',
  id: 'silent',
  level,
  rule: { not: { did: { event: 'Login', within: '1d' } } },
})

/** A processor whose clock is two days ahead of the log: whatever falls due within a day is due at once. */
const startTwoDaysLater = async (log: EventLog, cacheDir: string): Promise<void> => {
  const processor = createProcessor(
    { cacheDir, coalesceMs: 5 },
    {
      log,
      clock: () => Date.now() + 2 * day,
      logger: createLogger({ logLevel: 'silent' }),
      metrics: createMetrics(),
    },
  )
  await processor.start()
  onTestFinished(() => processor.stop())
}

const fired = (transitions: readonly Transition[]): readonly number[] =>
  transitions.flatMap((one) =>
    one.t === 'segment' && one.id === 'silent' && one.at > Date.now() + day / 2 ? [one.at] : [],
  )

test('what is due happens although somebody else does something at every moment', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const { log, dir } = place
  await log.append([definitionRecord(silent('person'))])
  await log.append([eventRecord({ userId: 'ann', event: 'Login' })])
  const busy: EventLog = {
    ...log,
    ends: async (topic) => {
      if (topic === 'events') await log.append([eventRecord({ userId: 'bob', event: 'Click' })])
      return log.ends(topic)
    },
  }
  await startTwoDaysLater(busy, dir)
  await vi.waitFor(
    async () => expect(fired((await readState(log)).transitions).length).toBeGreaterThan(0),
    { timeout: 60_000 },
  )
})

const eventsOf = async (log: EventLog): Promise<readonly LogRecord[]> => {
  const records: LogRecord[] = []
  await readRange(log, { topic: 'events' }, (one) => records.push(one))
  return records
}

test('an account is not called silent while what its member just did is on its way to it', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const { log, dir } = place
  const login = (userId: string) =>
    eventRecord({ userId, event: 'Login', context: { groupId: 'acme' } })
  await log.append([definitionRecord(silent('account')), login('ann')])
  const before = await startProcessor(log, dir)
  await settled(log)
  await before.stop()
  await log.append([login('bob')])

  // The relay is held up until the deadline waits for it, or did not.
  const carried = Promise.withResolvers<void>()
  let asked = 0
  const slow: EventLog = {
    ...log,
    append: async (records, options) => {
      if (records.some(({ topic }) => topic === 'relay')) await carried.promise
      const positions = await log.append(records, options)
      if (fired((await readState(log)).transitions).length > 0) carried.resolve()
      return positions
    },
    committed: async (group, topic) => {
      if (group === 'router') asked++
      if (asked > 5) carried.resolve()
      return log.committed(group, topic)
    },
  }
  await startTwoDaysLater(slow, dir)
  await vi.waitFor(
    async () => expect(fired((await readState(log)).transitions).length).toBeGreaterThan(0),
    { timeout: 60_000 },
  )
  await settled(log)
  const [annsLogin] = await eventsOf(log)
  const instants = fired((await readState(log)).transitions)
  expect(instants).toHaveLength(1)
  expect(instants[0]).toBeGreaterThan((annsLogin?.at ?? 0) + day)
})

test('somebody whose deadline cannot be decided is tried again later; everybody else is called in time, and it ends nothing', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const { log, dir } = place
  await log.append([definitionRecord(silent('person'))])
  await log.append([eventRecord({ userId: 'ann', event: 'Login' })])
  const before = await startProcessor(log, dir)
  await settled(log)
  await before.stop()
  const states: LogRecord[] = []
  await readRange(log, { topic: 'state' }, (one) => states.push(one))
  const ann = states.findLast(({ key }) => key === 'test/u/ann')
  const broken = Buffer.from(ann?.value ?? [])
    .toString()
    .replace(/,"times":\[\d+\]/, '')
  await log.append([{ topic: 'state', key: 'test/u/ann', value: Buffer.from(broken) }])
  await log.append([eventRecord({ userId: 'bob', event: 'Login' })])

  await startTwoDaysLater(log, await mkdtemp(join(dir, 'another-')))
  const subjects = async (): Promise<readonly string[]> =>
    (await readState(log)).transitions.flatMap((one) =>
      one.t === 'segment' && one.is ? [String(Reflect.get(one, 'subject'))] : [],
    )
  await vi.waitFor(async () => expect(await subjects()).toHaveLength(1), { timeout: 60_000 })
  await log.append([eventRecord({ userId: 'cy', event: 'Login' })])
  await vi.waitFor(async () => expect(await subjects()).toHaveLength(2), { timeout: 60_000 })
})

test('a clock that is set forward makes due what it passes, and not only when the timer comes to it', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const cache = openCache(place.dir)
  onTestFinished(() => cache.close())
  let ahead = 0
  const clock = (): number => Date.now() + ahead
  const due = clock() + 40_000
  const firing = Promise.withResolvers<number>()
  const worker = {
    partition: 0,
    earliestDue: () => due,
    folded: () => 0,
    fire: async (_whose: Whose, now: number) => firing.resolve(now),
  } as unknown as PartitionWorker
  const deadlines = createDeadlines({
    ...{ whose: 'people', log: place.log, cache, clock, workers: [worker] },
    onError: firing.reject,
  })
  onTestFinished(() => deadlines.stop())
  deadlines.look()
  await cache.flushed()
  ahead = 60_000
  const looking = setInterval(deadlines.look, 100)
  onTestFinished(() => clearInterval(looking))
  expect(await firing.promise).toBeGreaterThanOrEqual(due)
  expect(Date.now()).toBeLessThan(due)
})

test('a cache that cannot be written is told of, and not only to the void', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const torn = new Error('torn')
  const cache = openCache(place.dir)
  onTestFinished(() => cache.close())
  const told = Promise.withResolvers<unknown>()
  const deadlines = createDeadlines({
    whose: 'people',
    log: place.log,
    cache: { ...cache, flushed: () => Promise.reject(torn) },
    clock: Date.now,
    workers: [],
    onError: told.resolve,
  })
  onTestFinished(() => deadlines.stop())
  deadlines.look()
  expect(await told.promise).toBe(torn)
})
