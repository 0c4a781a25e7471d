import type { EventLog, NewRecord } from '@waymark/storage'
import { expect, test, vi } from 'vitest'
import {
  acme,
  acmeTurns,
  createTestTime,
  decide,
  hook,
  startNotifier,
  startReceiver,
  turned,
  webhookAt,
} from './notifier-under-test.ts'
import { openTestLog } from './test-log.ts'

const statusOf = (record: Pick<NewRecord, 'topic' | 'value'>): string | undefined =>
  record.topic === 'deliveries' && record.value
    ? JSON.parse(Buffer.from(record.value).toString()).status
    : undefined

test('an alert that is withdrawn while its failed attempt is being written down is not sent again', async () => {
  await using world = await openTestLog()
  await using receiver = await startReceiver((response) => response.writeHead(500).end())
  const time = createTestTime()
  const failed = Promise.withResolvers<void>()
  const withdrawn = Promise.withResolvers<void>()
  const written: (string | undefined)[] = []
  /** Takes its time with the failure, until the withdrawal is there. */
  const slow: EventLog = {
    ...world.log,
    append: async (records, options) => {
      const statuses = records.flatMap((record) => statusOf(record) ?? [])
      if (statuses.includes('retrying')) {
        failed.resolve()
        await withdrawn.promise
      }
      const positions = await world.log.append(records, options)
      written.push(...statuses)
      if (statuses.includes('dropped')) withdrawn.resolve()
      return positions
    },
  }
  await using _notifier = await startNotifier({
    ...{ log: slow, time, endpoints: [webhookAt(hook, receiver.url)] },
  })
  await decide(world.log, acmeTurns(time.clock()))
  await failed.promise
  const now = time.clock() + 1
  await decide(world.log, { s: acme, n: now, t: [turned(false, now)] })
  await vi.waitFor(() => expect(written.slice(0, 3)).toEqual(['waiting', 'dropped', 'retrying']))
  await vi.waitFor(() => expect(written.at(3)).toBe('dropped'))
  expect(time.pending()).toBe(0)
  expect(receiver.received).toHaveLength(1)
})
