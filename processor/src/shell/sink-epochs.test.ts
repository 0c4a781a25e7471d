import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createMetrics } from '@waymark/runtime'
import { markKey, type StateEnvelope } from '@waymark/schemas'
import type { EventLog, EventStore } from '@waymark/storage'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryLog } from './processor-under-test.ts'
import { createSink } from './sink.ts'
import { encodeMark } from './state-codec.ts'

const temporaryStore = async (): Promise<EventStore> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-sink-'))
  const store = createChdbStore({ dir })
  await store.migrate()
  onTestFinished(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })
  return store
}

const takeOver = async (log: EventLog, owner: string): Promise<number> => {
  const value = encodeMark({ v: 1, mark: owner })
  const [position] = await log.append([{ topic: 'state', key: markKey, partition: 0, value }])
  return position?.offset ?? -1
}

/** A state in which a segment was entered. */
const write = async (log: EventLog, at: { readonly e: number; readonly n: number }) => {
  const s = 'test/u/ann'
  const t = [{ t: 'segment', id: `by-${at.e}-${at.n}`, is: true, at: at.n }] as const
  const envelope: StateEnvelope = { v: 1, s, at: at.n, t, ...at }
  const state = { kind: 'person', s, n: at.n, traits: {}, pql: {}, mile: {}, life: {} }
  const lines = [envelope, { dec: [], mile: [] }, state].map((line) => JSON.stringify(line))
  await log.append([{ topic: 'state', key: s, partition: 0, value: Buffer.from(lines.join('\n')) }])
}

const startSink = async (log: EventLog, store: EventStore) => {
  const sink = createSink(
    { factsEveryMs: 20, changesEveryMs: 20, snapshotsEveryMs: 20 },
    {
      log,
      store,
      logger: createLogger({ logLevel: 'silent' }),
      metrics: createMetrics(),
      clock: Date.now,
    },
  )
  await sink.start()
  return sink
}

const untilIn = (log: EventLog): Promise<void> =>
  vi.waitFor(
    async () => expect(await log.committed('sink', 'state')).toEqual(await log.ends('state')),
    {
      timeout: 60_000,
    },
  )

test('what a replaced owner writes long after the take-over is no row, also after a restart of the sink', async () => {
  const place = await temporaryLog(1)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const { log } = place
  const store = await temporaryStore()
  const old = await takeOver(log, 'old')
  const next = await takeOver(log, 'next')
  const sink = await startSink(log, store)
  await write(log, { e: next, n: 1 })
  await untilIn(log)
  await write(log, { e: old, n: 2 })
  await untilIn(log)
  await sink.stop()

  const again = await startSink(log, store)
  onTestFinished(() => again.stop())
  await write(log, { e: old, n: 3 })
  await untilIn(log)
  await write(log, { e: next, n: 4 })
  await untilIn(log)
  const rows = await store.query<{ definition: string }>(
    'SELECT definition FROM transitions ORDER BY version',
  )
  expect(rows.map(({ definition }) => definition)).toEqual([`by-${next}-1`, `by-${next}-4`])
})
