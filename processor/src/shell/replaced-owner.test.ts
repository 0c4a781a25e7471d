import { isBookkeeping, positionKey } from '@waymark/schemas'
import { type EventLog, type LogBatch, type LogRecord, readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import { createEnvelopeReader } from './newest-epoch.ts'
import { eventRecord, readState, temporaryLog, workerIn } from './processor-under-test.ts'

const everything = async (log: EventLog, topic: 'events' | 'state'): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  await readRange(log, { topic }, (record) => records.push(record))
  return records
}

const batchFrom = async (log: EventLog, from: number): Promise<LogBatch> => {
  const records = (await everything(log, 'events')).filter(({ offset }) => offset >= from)
  return { topic: 'events', partition: 0, records, next: (records.at(-1)?.offset ?? 0) + 1 }
}

test('what only a replaced owner has folded is folded again by the next', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const worker = workerIn(log, dir)
  const old = worker('old')
  await old.takeOver()
  await log.append([eventRecord({ userId: 'ann', event: 'A' })])
  await old.handle(await batchFrom(log, 0))
  const next = worker('next')
  await next.takeOver()
  await log.append([eventRecord({ userId: 'ann', event: 'B' })])
  await old.handle(await batchFrom(log, 1))
  await old.stop()
  await next.stop()

  const third = worker('third')
  await third.takeOver()
  await third.handle(await batchFrom(log, third.folded('events')))
  await third.stop()
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ unsent: 2 })
  expect(await log.committed('processor', 'events')).toEqual([2])
})

test('an owner goes on where the one before it stopped, with its cache and without', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const worker = workerIn(log, dir)
  const first = worker('first')
  await first.takeOver()
  await log.append([eventRecord({ userId: 'ann', event: 'A' })])
  await first.handle(await batchFrom(log, 0))
  await first.stop()
  for (const name of ['first', 'elsewhere']) {
    const next = worker(name)
    await next.takeOver()
    expect(next.folded('events')).toBe(1)
    await next.stop()
  }
})

test('nobody who reads states is handed the bookkeeping of owners', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const first = workerIn(log, dir)('first')
  await first.takeOver()
  await log.append([eventRecord({ userId: 'ann', event: 'A' })])
  await first.handle(await batchFrom(log, 0))
  await first.stop()
  const records = await everything(log, 'state')
  const envelopeOf = createEnvelopeReader()
  expect(records.map(({ key }) => key)).toContain(positionKey)
  expect(records.filter((record) => envelopeOf(record)).map(({ key }) => key)).toEqual([
    'test/u/ann',
  ])
  expect(records.filter(({ key }) => isBookkeeping(key))).toHaveLength(2)
})
