import { randomUUID } from 'node:crypto'
import { markKey, type StateEnvelope, type Topic } from '@waymark/schemas'
import { createStateReader, type EventLog, readRange } from '@waymark/storage'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createKafkaLog } from '@waymark/storage/kafka'
import { expect, test } from 'vitest'
import {
  findKafka,
  kafkaNeeds,
  startKafka,
  type TestKafka,
  wantsAllEngines,
} from '../support/index.ts'
import { configureBroker, configureTopic } from '../support/kafka-admin.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'

/** A consumer of `state` that stores how far it has come, as the router, the sink and the notifier do. */
const group = 'router'
const subject = 'prod/u/ada'
const patienceMs = 60_000
const dayMs = 86_400_000

const takeOver = async (log: EventLog): Promise<number> => {
  const value = Buffer.from('{"v":1,"mark":"x"}')
  const [position] = await log.append([{ topic: 'state', key: markKey, partition: 0, value }])
  return position?.offset ?? -1
}

/** States of one subject, each of which entered a segment: only the newest record of its key outlives a compaction. */
const decide = async (log: EventLog, e: number, versions: readonly number[]): Promise<void> => {
  for (const n of versions) {
    const t = [{ t: 'segment', id: `segment-${n}`, is: true, at: n }] as const
    const envelope: StateEnvelope = { v: 1, s: subject, n, e, at: n, t }
    const value = Buffer.from(`${JSON.stringify(envelope)}\n{"dec":[],"mile":[]}\n{}`)
    await log.append([{ topic: 'state', key: subject, partition: 0, value }])
  }
}

/** The versions whose transitions somebody hears of who reads from an offset on. */
const heard = async (log: EventLog, from: number): Promise<readonly number[]> => {
  const { envelopeOf } = createStateReader()
  const versions: number[] = []
  await readRange(log, { topic: 'state', from }, (record) => {
    for (const { at } of envelopeOf(record)?.t ?? []) versions.push(at)
  })
  return versions
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i)

/** What a consumer hears that stops after some versions, is away while others are decided, and comes back. */
interface Away {
  readonly before: readonly number[]
  /** Where it goes on. */
  readonly next: number
}

const readAndLeave = async (log: EventLog): Promise<Away> => {
  const epoch = await takeOver(log)
  await decide(log, epoch, range(0, 5))
  const before = await heard(log, 0)
  const next = (await log.ends('state'))[0] ?? 0
  await log.commit(group, 'state', 0, next)
  await decide(log, epoch, range(5, 25))
  return { before, next }
}

test('embedded: a consumer that was away for a month of compactions misses no transition', async () => {
  await using data = await temporaryDirectory()
  let later = 0
  const config = { dir: data.path, partitions: 1, retainEveryMs: 0 }
  const log = await createEmbeddedLog(config, { now: () => Date.now() + later })
  const { before, next } = await readAndLeave(log)
  for (let days = 0; days < 30; days++) {
    later += dayMs
    await log.retain()
  }
  // It was compacted indeed: what the consumer has passed is gone.
  expect(await heard(log, 0)).toEqual(range(5, 25))
  expect([...before, ...(await heard(log, next))]).toEqual(range(0, 25))
  await log.commit(group, 'state', 0, (await log.ends('state'))[0] ?? 0)
  await log.retain()
  expect(await heard(log, 0)).toEqual([24])
  await log.close()
})

/** Kafka compacts what is no longer written to: every append begins anew a tenth of a second after the one before. */
const eager = {
  'segment.ms': '100',
  'min.cleanable.dirty.ratio': '0.01',
  'delete.retention.ms': '100',
}

const texts = async (log: EventLog, topic: Topic): Promise<readonly string[]> => {
  const found: string[] = []
  await readRange(log, { topic }, ({ key, value }) => {
    if (key !== 'tick') found.push(Buffer.from(value ?? []).toString())
  })
  return found
}

const tick = async (log: EventLog): Promise<void> => {
  const value = Buffer.from('{"v":1,"e":0,"position":{"events":0,"relay":0}}')
  await log.append([
    { topic: 'state', key: '~position', partition: 0, value },
    { topic: 'definitions', key: 'tick', value },
  ])
}

/** Kafka's cleaner runs on and on over `state` and a topic beside it that has no lag; resolves when it has been at that. */
const compact = async (log: EventLog, broker: TestKafka, prefix: string): Promise<void> => {
  await configureBroker(broker, { 'log.cleaner.backoff.ms': '100' })
  for (const topic of ['state', 'definitions']) {
    await configureTopic(broker, `${prefix}${topic}`, eager)
  }
  for (const text of ['first', 'second', 'third']) {
    await log.append([{ topic: 'definitions', key: 'witness', value: Buffer.from(text) }])
  }
  await until(async () => {
    await tick(log)
    expect(await texts(log, 'definitions')).toEqual(['third'])
  }, patienceMs)
}

/**
 * What this shows: with the cleaner at work beside it, `state` as Waymark makes it keeps every transition for whoever has not
 * read it, because of its `min.compaction.lag.ms` (three days); and that it is this setting, for without it they are gone.
 */
const kafkaCompaction = async (): Promise<void> => {
  await using broker = await startKafka()
  const prefix = `${randomUUID()}.`
  const settings = { brokers: broker.brokers, clientId: 'test', partitions: 1 }
  const log = await createKafkaLog({ ...settings, topicPrefix: prefix })
  try {
    const { before, next } = await readAndLeave(log)
    await compact(log, broker, prefix)
    expect([...before, ...(await heard(log, next))]).toEqual(range(0, 25))

    await configureTopic(broker, `${prefix}state`, { 'min.compaction.lag.ms': '0' })
    await until(async () => {
      await tick(log)
      expect(await heard(log, 0)).toEqual([24])
    }, patienceMs)
  } finally {
    await log.close()
  }
}

const title = 'Kafka: a consumer that was away while topics were compacted misses no transition'

if ((await findKafka()) === undefined) {
  test.skipIf(!wantsAllEngines(process.env))(`${title} (${kafkaNeeds})`, () => {
    expect.fail(kafkaNeeds)
  })
} else {
  test(title, kafkaCompaction)
}
