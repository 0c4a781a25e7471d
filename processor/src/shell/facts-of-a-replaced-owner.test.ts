import { createLogger, createMetrics } from '@waymark/runtime'
import { subjectKey } from '@waymark/schemas'
import { type EventLog, type LogBatch, type LogRecord, readRange } from '@waymark/storage'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { PartitionWorker } from './partition-worker.ts'
import { createProcessor } from './processor.ts'
import { temporaryDirectory, temporaryLog, workerIn } from './processor-under-test.ts'
import { startRouter } from './router.ts'
import { createSink } from './sink.ts'

const quiet = createLogger({ logLevel: 'silent' })

const record = (key: string, event: object) => {
  const header = {
    ...{ v: 1, kind: 'live', env: 'test', source: 'browser' },
    ...{ received: Date.now(), skew: 0 },
  }
  const value = Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify([event])}`)
  return { topic: 'events' as const, key, value }
}

const visitorSends = (messageId: string) =>
  record(subjectKey('test', 'anonymous', 'x1'), {
    ...{ type: 'track', anonymousId: 'x1', messageId, event: 'Click' },
  })

const adaWasTheVisitor = record(subjectKey('test', 'user', 'ada'), {
  ...{ type: 'identify', anonymousId: 'x1', userId: 'ada', messageId: 'identified' },
})

const batchFrom = async (
  log: EventLog,
  topic: 'events' | 'relay',
  from: number,
): Promise<LogBatch> => {
  const records: LogRecord[] = []
  await readRange(log, { topic, from }, (one) => records.push(one))
  return { topic, partition: 0, records, next: (records.at(-1)?.offset ?? from - 1) + 1 }
}

/** Folds all that is there, and what subjects tell each other for it. */
const foldAll = async (log: EventLog, worker: PartitionWorker): Promise<void> => {
  for (let calm = 0; calm < 2; ) {
    await vi.waitFor(async () =>
      expect(await log.committed('router', 'state')).toEqual(await log.ends('state')),
    )
    let some = 0
    for (const topic of ['events', 'relay'] as const) {
      const batch = await batchFrom(log, topic, worker.folded(topic))
      some += batch.records.length
      if (batch.records.length > 0) await worker.handle(batch)
    }
    calm = some === 0 ? calm + 1 : 0
  }
}

const rowsOf = async (log: EventLog) => {
  const place = await temporaryDirectory()
  const store = createChdbStore({ dir: place.dir })
  await store.migrate()
  onTestFinished(async () => {
    await store.close()
    await place[Symbol.asyncDispose]()
  })
  const start = async () => {
    const config = { factsEveryMs: 20, changesEveryMs: 20, snapshotsEveryMs: 20 }
    const deps = { log, store, logger: quiet, metrics: createMetrics(), clock: Date.now }
    const sink = createSink(config, deps)
    await sink.start()
    await vi.waitFor(
      async () => expect(await log.committed('sink', 'facts')).toEqual(await log.ends('facts')),
      { timeout: 60_000 },
    )
    await sink.stop()
  }
  const rows = () =>
    store.query<{ person: string; message_id: string }>(
      'SELECT person, message_id FROM activity ORDER BY message_id',
    )
  return { start, rows }
}

test('an owner that was paused while its visitor became a user woke up, and a message of theirs was there twice', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const router = await startRouter({ log, partitions: undefined })
  const worker = workerIn(log, dir)
  const old = worker('old')
  await old.takeOver()
  await log.append([visitorSends('before')])
  await foldAll(log, old)

  const next = worker('next')
  await next.takeOver()
  await log.append([adaWasTheVisitor])
  await foldAll(log, next)
  await log.append([visitorSends('after')])
  const paused = await batchFrom(log, 'events', old.folded('events'))
  await foldAll(log, next)
  const { start, rows } = await rowsOf(log)
  const ada = subjectKey('test', 'user', 'ada')
  const expected = [
    { person: ada, message_id: 'after' },
    { person: subjectKey('test', 'anonymous', 'x1'), message_id: 'before' },
    { person: ada, message_id: 'identified' },
  ]
  await start()
  expect(await rows()).toEqual(expected)

  await old.handle(paused)
  await start()
  await next.stop()
  await start()
  expect(await rows()).toEqual(expected)
  await old.stop()
  await router.stop()
})

test('a processor whose partition was taken over ends, and says so', async () => {
  await using place = await temporaryLog(2)
  const { log, dir } = place
  const start = async (name: string) => {
    const processor = createProcessor(
      { cacheDir: `${dir}/${name}`, coalesceMs: 5 },
      { log, clock: Date.now, logger: quiet, metrics: createMetrics() },
    )
    await processor.start()
    onTestFinished(() => processor.stop().catch(() => undefined))
    return processor
  }
  const old = await start('old')
  const next = await start('next')
  await expect(old.failed).rejects.toThrow(/taken over partition \d: this one ends.*WAYMARK_OWNS/)
  await log.append([visitorSends('m')])
  await next.caughtUp()
  const stillGoesOn = Symbol()
  expect(await Promise.race([next.failed, Promise.resolve(stillGoesOn)])).toBe(stillGoesOn)
})

test('an owner was killed before it wrote what a visitor had done: the next heard first whom they became, and a message was there twice', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const router = await startRouter({ log, partitions: undefined })
  const worker = workerIn(log, dir)
  const killed = worker('killed')
  await killed.takeOver()
  for (const message of ['met', 'waits to be written']) {
    await log.append([visitorSends(message)])
    await killed.handle(await batchFrom(log, 'events', killed.folded('events')))
  }
  await log.append([adaWasTheVisitor])
  await killed.handle(await batchFrom(log, 'events', killed.folded('events')))
  await vi.waitFor(async () => expect(await log.ends('relay')).toEqual([1]))

  const next = worker('next')
  await next.takeOver()
  await next.handle(await batchFrom(log, 'relay', next.folded('relay')))
  await foldAll(log, next)
  await next.stop()
  const { start, rows } = await rowsOf(log)
  await start()
  const visitor = subjectKey('test', 'anonymous', 'x1')
  expect(await rows()).toEqual([
    { person: subjectKey('test', 'user', 'ada'), message_id: 'identified' },
    { person: visitor, message_id: 'met' },
    { person: visitor, message_id: 'waits to be written' },
  ])
  await killed.stop()
  await router.stop()
})
