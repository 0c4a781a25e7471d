import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMetrics } from '@waymark/runtime'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
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
