import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createMetrics } from '@waymark/runtime'
import type { Gate } from '@waymark/schemas/wire/gates'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { expect, test, vi } from 'vitest'
import {
  definitionRecord,
  eventRecord,
  startProcessor,
  temporaryLog,
} from './processor-under-test.ts'
import { createSink } from './sink.ts'

const temporaryStore = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-trace-'))
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

const everybody = { did: { event: 'Login' } }
const definitions = [
  { kind: 'endpoint', id: 'crm', type: 'webhook', url: 'https://crm.example/hook' },
  {
    kind: 'guide',
    id: 'tip',
    type: 'tooltip',
    target: { testid: 'x' },
    steps: [{ content: [{ text: 'Hello' }] }],
  },
  { kind: 'engagement', id: 'shown', audience: everybody, send: [{ guide: 'tip' }], holdout: 0.9 },
  { kind: 'engagement', id: 'told', audience: everybody, send: [{ webhook: 'crm' }] },
  {
    kind: 'engagement',
    id: 'late',
    audience: everybody,
    send: [{ webhook: 'crm' }],
    schedule: { until: '2020-01-01' },
  },
]

test('Every decision and every suppression ends in ClickHouse with its gates, expected against found', async () => {
  await using place = await temporaryLog(1)
  await using at = await temporaryStore()
  const { log, dir } = place
  await log.append(definitions.map(definitionRecord))
  const processor = await startProcessor(log, dir)
  const people = Array.from({ length: 40 }, (_, i) => `person-${i}`)
  await log.append(people.map((userId) => eventRecord({ userId, event: 'Login' })))
  const sink = createSink(
    { factsEveryMs: 20, changesEveryMs: 20, snapshotsEveryMs: 20 },
    {
      log,
      store: at.store,
      logger: createLogger({ logLevel: 'silent' }, 'sink'),
      metrics: createMetrics(),
      clock: Date.now,
    },
  )
  await using _running = {
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await sink.stop()
      await processor.stop()
    },
  }
  await sink.start()
  const counts = async (): Promise<Record<string, number>> => {
    const rows = await at.store.query<{ name: string; n: number }>(
      `SELECT concat(kind, ' ', definition) AS name, count() AS n FROM changes
       WHERE definition IN ('shown', 'told', 'late') GROUP BY name`,
    )
    return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]))
  }
  await vi.waitFor(
    async () => {
      const found = await counts()
      expect(found).toMatchObject({ 'exposed shown': 40, 'send told': 40, 'suppressed late': 40 })
      expect((found['decided shown'] ?? 0) + (found['suppressed shown'] ?? 0)).toBe(40)
    },
    { timeout: 30_000 },
  )
  const [row] = await at.store.query<{ body: { why: readonly Gate[] } | string }>(
    `SELECT body FROM changes WHERE kind = 'suppressed' AND definition = 'late' LIMIT 1`,
  )
  const body = typeof row?.body === 'string' ? JSON.parse(row.body) : row?.body
  expect(body.why.map(({ gate, is }: Gate) => [gate, is])).toEqual([
    ['audience', true],
    ['entry', true],
    ['schedule', false],
  ])
  expect(body.why.at(-1)).toMatchObject({
    wants: 'until 2020-01-01',
    found: expect.stringContaining('it is over'),
  })
})
