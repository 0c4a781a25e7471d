import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMetrics } from '@waymark/runtime'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import { readFigures, stalledIn } from '../doctor/instance.ts'
import { withLags } from './with-lags.ts'

test('the figures of a process say how far behind each consumer is, and stay when the log is away', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-lags-'))
  const log = await createEmbeddedLog({ dir, partitions: 1 })
  const metrics = withLags(createMetrics(), log)
  const record = { topic: 'events', key: 'test/u/ann', value: Buffer.from('x') } as const
  const last = (await log.append([record, record, record])).at(-1)?.offset ?? 0
  expect(await metrics.expose()).toContain(`waymark_lag_records{consumer="processor"} ${last + 1}`)
  await log.commit('processor', 'events', 0, last)
  expect(await metrics.expose()).toContain('waymark_lag_records{consumer="processor"} 1')
  expect(await metrics.expose()).toContain('waymark_lag_records{consumer="notifier"} 0')
  await log.close()
  expect(await metrics.expose()).toContain('waymark_lag_records{consumer="processor"} 1')
  await rm(dir, { recursive: true })
})

test('half of the partitions had no owner, and nothing said which: whoever waits and is not folded is told by seconds', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-lags-'))
  const log = await createEmbeddedLog({ dir, partitions: 2 })
  let now = 1000
  const metrics = withLags(createMetrics(), log, () => now)
  const value = Buffer.from('x')
  const record = { topic: 'events', key: 'test/u/ann', value } as const
  const stalls = async (after: number) => {
    now += after
    return [...stalledIn(readFigures(await metrics.expose()), 1)]
  }
  expect(await stalls(60_000)).toEqual([])
  await log.append([0, 1].flatMap((partition) => [1, 2, 3].map(() => ({ ...record, partition }))))
  expect(await stalls(60_000)).toEqual([])
  const [, end = 0] = await log.ends('events')
  await log.commit('processor', 'events', 0, 1)
  expect(await stalls(8000)).toEqual([[1, 8]])
  expect(await stalls(4000)).toEqual([
    [0, 4],
    [1, 12],
  ])
  await log.commit('processor', 'events', 1, end)
  expect(await stalls(1000)).toEqual([[0, 5]])
  await log.close()
  await rm(dir, { recursive: true })
})
