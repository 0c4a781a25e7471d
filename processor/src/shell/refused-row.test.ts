import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createMetrics } from '@waymark/runtime'
import { type DeadLetter, type FactRow, factLine, readFactLine } from '@waymark/schemas'
import { type EventLog, type EventStore, readRange } from '@waymark/storage'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { expect, test, vi } from 'vitest'
import { temporaryLog } from './processor-under-test.ts'
import { createSink } from './sink.ts'

const fact = (idx: number): FactRow => ({
  env: 'test',
  message_id: `m${idx}`,
  type: 'track',
  event: 'Card Moved',
  person: 'test/u/ann',
  user_id: 'ann',
  anonymous_id: '',
  account: '',
  time_ms: 1_780_000_000_000 + idx,
  received_ms: 1_780_000_000_000,
  folded_ms: 1_780_000_000_000,
  source: 'browser',
  properties: {},
  context: {},
  part: 0,
  src: 0,
  idx,
  counts: true,
})

const facts = (rows: readonly FactRow[]) => ({
  topic: 'facts' as const,
  key: 'test/u/ann',
  partition: 0,
  value: Buffer.from(rows.map((row) => `${factLine(row)}\n`).join('')),
})

const lettersOf = async (log: EventLog): Promise<readonly DeadLetter[]> => {
  const letters: DeadLetter[] = []
  await readRange(log, { topic: 'deadletter' }, (record) =>
    letters.push(JSON.parse(Buffer.from(record.value ?? []).toString())),
  )
  return letters
}

const temporaryStore = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-sink-'))
  const store = createChdbStore({ dir })
  await store.migrate()
  return {
    store,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await store.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const sinkOf = (log: EventLog, store: EventStore) =>
  createSink(
    { factsEveryMs: 20, changesEveryMs: 20, snapshotsEveryMs: 20 },
    {
      log,
      store,
      logger: createLogger({ logLevel: 'silent' }, 'sink'),
      metrics: createMetrics(),
      clock: Date.now,
    },
  )

test('A row that ClickHouse does not take is buried, its neighbours go in, and the sink goes on', async () => {
  await using place = await temporaryLog(1)
  await using at = await temporaryStore()
  const { log } = place
  const good = Array.from({ length: 40 }, (_, i) => fact(i))
  const bad = [
    { ...fact(40), received_ms: 1.5 },
    { ...fact(41), received_ms: 2.5 },
  ]
  const all = [...good.slice(0, 7), ...bad.slice(0, 1), ...good.slice(7), ...bad.slice(1)]
  await log.append([facts(all)])
  const sink = sinkOf(log, at.store)
  await sink.start()
  const inside = async (): Promise<number> => {
    const [row] = await at.store.query<{ n: number }>('SELECT count() AS n FROM events')
    return Number(row?.n)
  }
  await vi.waitFor(async () => expect(await lettersOf(log)).toHaveLength(2), 60_000)
  await log.append([facts([fact(50)]), facts([{ ...fact(51), folded_ms: 0.5 }])])
  await vi.waitFor(async () => expect(await lettersOf(log)).toHaveLength(3), 60_000)
  await vi.waitFor(async () => expect(await inside()).toBe(41), 60_000)
  await sink.stop()
  const letters = await lettersOf(log)
  expect(letters[0]).toMatchObject({ topic: 'facts', key: 'test/u/ann', partition: 0, offset: 0 })
  expect(letters[0]?.reason).toContain('do not fit the table events')
  const rows = letters.map(({ value }) => readFactLine(Buffer.from(value, 'base64').toString()))
  expect(rows.map((row: FactRow) => row.idx)).toEqual([40, 41, 51])
})

test('Where the table itself is not there nothing is buried: the sink says so and ends', async () => {
  await using place = await temporaryLog(1)
  await using at = await temporaryStore()
  await at.store.query('DROP TABLE events')
  await place.log.append([facts([fact(1), fact(2)])])
  const sink = sinkOf(place.log, at.store)
  await sink.start()
  await expect(sink.failed).rejects.toMatchObject({ code: 'rejected' })
  await sink.stop()
  expect(await place.log.ends('deadletter')).toEqual([0])
})
