import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { EventLog, LogRecord, NewRecord } from '@waymark/storage'
import { StorageError } from '@waymark/storage'
import { createKafkaLog } from '@waymark/storage/kafka'
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest'
import {
  findKafka,
  kafkaNeeds,
  startKafka,
  type TestKafka,
  wantsAllEngines,
} from '../support/index.ts'

const MANY = 300
const PATIENCE_MS = 300_000

const settingsFor = (broker: TestKafka) => ({
  brokers: broker.brokers,
  clientId: 'test',
  partitions: 3,
  topicPrefix: `${randomUUID()}.`,
})

interface Outcome {
  readonly acknowledged: Map<string, string>
  readonly failures: StorageError[]
}

/** Appends from several callers until told to stop; notes what was acknowledged where, and every failure. */
const startWriters = (log: EventLog) => {
  const outcome: Outcome = { acknowledged: new Map(), failures: [] }
  let stopped = false
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; !stopped; i++) {
      const text = `${writer}-${i}`
      const record: NewRecord = { topic: 'events', key: text, value: Buffer.from(text) }
      try {
        const [position] = await log.append([record])
        outcome.acknowledged.set(`${position?.partition}/${position?.offset}`, text)
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        outcome.failures.push(error)
        await pause(20)
      }
    }
  }
  const done = Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)))
  return {
    outcome,
    acknowledged: async (count: number) => {
      const target = outcome.acknowledged.size + count
      await expect
        .poll(() => outcome.acknowledged.size, { timeout: 120_000 })
        .toBeGreaterThan(target)
    },
    stop: async () => {
      stopped = true
      await done
    },
  }
}

/** What an append came to: `kept`, or the code that it was refused with. */
const tryToKeep = (log: EventLog): Promise<string> =>
  log.append([{ topic: 'events', key: 'k', value: Buffer.from('kept') }]).then(
    () => 'kept',
    (error: StorageError) => error.code,
  )

const crashes = (): void => {
  let broker: TestKafka

  beforeAll(async () => {
    broker = await startKafka()
  }, PATIENCE_MS)

  afterAll(() => broker.stop())

  /** Whoever fails while it is away leaves it to the next as it was. */
  const andBackWhereThisFails = (): void => onTestFailed(() => broker.restart())

  test(
    'keeps every acknowledged record, and its subscribers go on, when the broker is killed under load',
    async () => {
      andBackWhereThisFails()
      const log = await createKafkaLog({ ...settingsFor(broker), requestTimeoutMs: 3000 })
      const seen: LogRecord[] = []
      await log.subscribe({
        topics: ['events'],
        from: () => 0,
        onBatch: ({ records }) => {
          seen.push(...records)
        },
      })
      const writers = startWriters(log)
      for (let round = 0; round < 2; round++) {
        await writers.acknowledged(MANY)
        await broker.restart()
      }
      await writers.acknowledged(MANY)
      await writers.stop()
      const ends = await log.ends('events')
      const { acknowledged, failures } = writers.outcome
      const newest = (partition: number) =>
        seen.filter((record) => record.partition === partition).at(-1)?.offset ?? -1
      await expect
        .poll(() => [0, 1, 2].map((partition) => newest(partition) + 1), { timeout: 90_000 })
        .toEqual(ends)
      const found = new Map(
        seen.map(({ partition, offset, value }) => [
          `${partition}/${offset}`,
          Buffer.from(value ?? []).toString(),
        ]),
      )
      for (const [position, text] of acknowledged) expect(found.get(position)).toBe(text)
      expect(found.size, 'nothing is delivered twice').toBe(seen.length)
      expect(new Set(found.values()).size, 'nothing is written twice').toBe(found.size)
      for (const { code } of failures) expect(['unavailable', 'unknown_outcome']).toContain(code)
      await log.close()
    },
    PATIENCE_MS,
  )

  test(
    'says that it cannot write while the broker is away, and writes again when it is back',
    async () => {
      andBackWhereThisFails()
      const log = await createKafkaLog(settingsFor(broker))
      await broker.kill()
      await expect(log.check()).rejects.toMatchObject({ code: 'unavailable', retryable: true })
      const lost: NewRecord = { topic: 'events', key: 'k', value: Buffer.from('lost') }
      for (let appends = 0; appends < 2; appends++) {
        await expect(log.append([lost])).rejects.toMatchObject({
          code: 'unavailable',
          retryable: true,
        })
      }
      await broker.restart()
      await expect
        .poll(() =>
          log.check().then(
            () => true,
            () => false,
          ),
        )
        .toBe(true)
      // A broker that is back names itself the leader of a partition a moment before it takes anything for it.
      await expect.poll(() => tryToKeep(log)).toBe('kept')
      const ends = await log.ends('events')
      expect(ends.reduce((sum, end) => sum + end)).toBe(1)
      await log.close()
    },
    PATIENCE_MS,
  )

  test(
    'refuses topics that were made with another number of partitions',
    async () => {
      const settings = settingsFor(broker)
      const log = await createKafkaLog(settings)
      await log.close()
      await expect(createKafkaLog({ ...settings, partitions: 4 })).rejects.toMatchObject({
        code: 'rejected',
      })
    },
    PATIENCE_MS,
  )
}

if ((await findKafka()) === undefined) {
  test.skipIf(!wantsAllEngines(process.env))(`a Kafka broker that fails (${kafkaNeeds})`, () => {
    expect.fail(kafkaNeeds)
  })
} else {
  describe('the event log on a Kafka broker that fails', crashes)
}
