import { type FactRow, limits, readFactLine } from '@waymark/schemas'
import { type EventLog, type LogRecord, readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import {
  definitionRecord,
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryLog,
  workerIn,
} from './processor-under-test.ts'

const everything = async (log: EventLog, topic: 'events' | 'facts'): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  await readRange(log, { topic }, (record) => records.push(record))
  return records
}

/** Whether each event counts, by message id; of repeats the last says it. */
const countsIn = async (log: EventLog): Promise<ReadonlyMap<string, boolean>> => {
  const text = (await everything(log, 'facts'))
    .map(({ value }) => Buffer.from(value ?? []).toString('utf8'))
    .join('')
  const rows: readonly FactRow[] = text
    .split('\n')
    .filter((line) => line !== '')
    .map(readFactLine)
  return new Map(rows.map((row) => [row.message_id, row.counts]))
}

const messages = Array.from({ length: 2.5 * limits.personRecordsPerSecond }, (_, i) => `m${i}`)

const burst = messages.map((messageId) =>
  eventRecord({ userId: 'ann', messageId, event: 'Clicked' }),
)

/** What must come of the burst by when the log had each of it. */
const expected = (records: readonly LogRecord[]): ReadonlyMap<string, boolean> => {
  const seen = new Map<number, number>()
  return new Map(
    records.map(({ at }, i) => {
      const second = Math.floor(at / 1000)
      const before = seen.get(second) ?? 0
      seen.set(second, before + 1)
      return [messages[i] ?? '', before < limits.personRecordsPerSecond]
    }),
  )
}

const halfway = messages.length / 2

test('whoever takes over in the middle of a second goes on counting where the last owner stopped', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const worker = workerIn(log, dir)
  await log.append(burst)
  const records = await everything(log, 'events')
  const first = worker('first')
  await first.takeOver()
  await first.handle({
    topic: 'events',
    partition: 0,
    records: records.slice(0, halfway),
    next: halfway,
  })
  await first.stop()
  const next = worker('next')
  await next.takeOver()
  expect(next.folded('events')).toBe(halfway)
  const rest = records.slice(halfway)
  await next.handle({ topic: 'events', partition: 0, records: rest, next: records.length })
  await next.stop()
  expect(await countsIn(log)).toEqual(expected(records))
})

test('what an owner who never wrote its snapshot had left out is left out again', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const worker = workerIn(log, dir)
  await log.append(burst)
  const records = await everything(log, 'events')
  const lost = worker('lost')
  await lost.takeOver()
  const some = records.slice(0, halfway)
  await lost.handle({ topic: 'events', partition: 0, records: some, next: halfway })
  const before = await countsIn(log)
  const next = worker('next')
  await next.takeOver()
  // What has its rows has been folded again.
  expect(next.folded('events')).toBe(halfway)
  const rest = records.slice(halfway)
  await next.handle({ topic: 'events', partition: 0, records: rest, next: records.length })
  await next.stop()
  await lost.stop()
  const after = await countsIn(log)
  expect(after).toEqual(expected(records))
  for (const [message, counts] of before) expect(after.get(message)).toBe(counts)
})

test('a person who sends without pause holds up nobody in their partition', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const reached = { did: { event: 'Clicked', count: { gte: 1 } } }
  await log.append([
    definitionRecord({ kind: 'segment', id: 'clicks', level: 'person', rule: reached } as never),
  ])
  const flood = Array.from({ length: 5000 }, (_, i) => [
    eventRecord({ userId: 'ann', event: 'Clicked' }),
    ...(i % 500 === 0 ? [eventRecord({ userId: `neighbour-${i / 500}`, event: 'Clicked' })] : []),
  ])
  await log.append(flood.flat())
  const processor = await startProcessor(log, dir)
  await Promise.race([settled(log), processor.failed])
  await processor.stop()
  const { states } = await readState(log)
  for (const i of Array(10).keys())
    expect(states.get(`test/u/neighbour-${i}`)?.seg).toHaveProperty('clicks')
  const counts = [...(await countsIn(log)).values()]
  expect(counts).toHaveLength(5010)
  const seconds = new Set((await everything(log, 'events')).map(({ at }) => Math.floor(at / 1000)))
  expect(counts.filter((is) => is)).toHaveLength(10 + seconds.size * limits.personRecordsPerSecond)
  expect(await log.ends('deadletter')).toEqual([0])
})
