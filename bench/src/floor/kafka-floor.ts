import { createKafkaLog } from '@waymark/storage/kafka'

export interface KafkaFloorOptions {
  readonly brokers: readonly string[]
  readonly seconds: number
  /** Bytes of a record, and how many are appended at a time before the next wait. */
  readonly valueBytes: number
  readonly inFlight: number
}

/** The Kafka log alone: records appended one after the other, each awaited, so many at a time. Records a second. */
export const measureKafkaAppend = async (options: KafkaFloorOptions): Promise<number> => {
  const log = await createKafkaLog({
    brokers: options.brokers,
    clientId: 'floor',
    partitions: 16,
    topicPrefix: 'floor.',
  })
  const value = Buffer.alloc(options.valueBytes, 'x')
  const begun = performance.now()
  const end = begun + options.seconds * 1000
  let appended = 0
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      await log.append([{ topic: 'events', key: `key-${++appended}`, value }])
    }
  }
  await Promise.all(Array.from({ length: options.inFlight }, one))
  const rate = appended / ((performance.now() - begun) / 1000)
  await log.close()
  return rate
}
