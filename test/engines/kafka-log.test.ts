import { randomUUID } from 'node:crypto'
import type { Lost } from '@waymark/storage'
import { eventLogContract } from '@waymark/storage/contract/event-log'
import { createKafkaLog } from '@waymark/storage/kafka'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  findKafka,
  kafkaNeeds,
  startKafka,
  type TestKafka,
  wantsAllEngines,
} from '../support/index.ts'
import { deleteRecords } from '../support/kafka-admin.ts'

if ((await findKafka()) === undefined) {
  test.skipIf(!wantsAllEngines(process.env))(`event log: Kafka (${kafkaNeeds})`, () => {
    expect.fail(kafkaNeeds)
  })
} else {
  let broker: TestKafka

  beforeAll(async () => {
    broker = await startKafka()
  }, 180_000)

  afterAll(() => broker.stop())

  eventLogContract('Kafka', async () => {
    const topicPrefix = `${randomUUID()}.`
    const lost: Lost[] = []
    const config = { brokers: broker.brokers, clientId: 'test', partitions: 3, topicPrefix }
    const open = () => createKafkaLog(config, { onLost: (one) => lost.push(one) })
    let log = await open()
    return {
      log,
      lost,
      forgetEvents: () => deleteRecords(broker, `${topicPrefix}events`),
      reopen: async () => {
        await log.close()
        log = await open()
        return log
      },
      [Symbol.asyncDispose]: () => log.close(),
    }
  })
}
