import { expect, test } from 'vitest'
import {
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryLog,
} from './processor-under-test.ts'

test('events that come with an empty message id, or with null, all count', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const processor = await startProcessor(log, dir)
  for (const [i, messageId] of ['', '', null, null].entries()) {
    const record = eventRecord({ userId: 'ann', event: 'A' })
    const [head, events] = Buffer.from(record.value ?? [])
      .toString('utf8')
      .split('\n')
    const header = { ...JSON.parse(head ?? ''), ids: { 0: `made-${i}` } }
    const [event] = JSON.parse(events ?? '')
    const value = Buffer.from(
      `${JSON.stringify(header)}\n${JSON.stringify([{ ...event, messageId }])}`,
    )
    await log.append([{ ...record, value }])
    await log.append([{ ...record, value }])
  }
  await settled(log)
  await processor.stop()
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ unsent: 4 })
})
