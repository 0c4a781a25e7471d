import type { LogRecord } from '@waymark/storage'
import { readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import { eventRecord, temporaryLog, workerIn } from './processor-under-test.ts'

test('a snapshot waited as long as the load at its beginning said, though the load had gone', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  let waitMs = 3_600_000
  const worker = workerIn(log, dir, () => waitMs)('only')
  await worker.takeOver()
  await log.append([eventRecord({ userId: 'ann', event: 'Seen' })])
  const records: LogRecord[] = []
  await readRange(log, { topic: 'events' }, (record) => records.push(record))
  await worker.handle({ topic: 'events', partition: 0, next: 1, records })
  waitMs = 0
  const written = async (): Promise<readonly string[]> => {
    const keys: string[] = []
    await readRange(log, { topic: 'state' }, ({ key }) => keys.push(key))
    return keys
  }
  await expect.poll(written).toContain('test/u/ann')
  await worker.stop()
})
