import { expect } from 'vitest'
import type { OpenDashboard } from './open-dashboard.ts'

/** The command that a request appends to the log: its subject, its header, and what stands behind that. */
export const workCommand = async (
  d: OpenDashboard,
  path: '/api/leads' | '/api/tasks',
  body: object,
): Promise<{ readonly key: string; readonly header: unknown; readonly rest: string }> => {
  const ends = await d.log.ends('events')
  const answer = await d.send('POST', path, { body })
  expect(answer.status).toBe(202)
  const found = Promise.withResolvers<readonly [key: string, value: string]>()
  const subscription = await d.log.subscribe({
    topics: ['events'],
    from: (_topic, partition) => ends[partition] ?? 0,
    onBatch: ({ records }) => {
      const [record] = records
      if (record?.value) found.resolve([record.key, new TextDecoder().decode(record.value)])
    },
  })
  const [key, value] = await found.promise
  await subscription.stop()
  const [header = '', rest = ''] = value.split('\n')
  return { key, header: JSON.parse(header), rest }
}
