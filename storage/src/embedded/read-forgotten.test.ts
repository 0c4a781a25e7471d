import { expect, test } from 'vitest'
import type { EventLog } from '../event-log.ts'
import { readRange } from '../read-range.ts'
import { createEmbeddedLog } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const DAY_MS = 86_400_000

test('who reads to an end that is forgotten on the way gets there', async () => {
  await using directory = await temporaryDirectory()
  const clock = { now: 1_000_000 }
  const config = { dir: directory.dir, partitions: 1, retainEveryMs: 0 }
  const log = await createEmbeddedLog(config, { now: () => clock.now })
  await log.append([{ topic: 'facts', key: 'k', value: Buffer.from('old') }])
  const forgetful: EventLog = {
    ...log,
    subscribe: async (options) => {
      clock.now += 8 * DAY_MS
      await log.retain()
      return log.subscribe(options)
    },
  }
  const found: unknown[] = []
  await readRange(forgetful, { topic: 'facts' }, (record) => found.push(record))
  expect(found).toEqual([])
  expect(await log.starts('facts')).toEqual([1])
  await log.close()
})
