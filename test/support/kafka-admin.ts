import { type Admin, Kafka, logLevel } from 'kafkajs'
import type { TestKafka } from './kafka.ts'

/** Does with a broker what its operator would. */
export const asOperator = async <T>(
  { brokers }: Pick<TestKafka, 'brokers'>,
  act: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin()
  try {
    await admin.connect()
    return await act(admin)
  } finally {
    await admin.disconnect()
  }
}

const everything = '-1'

/** Deletes all records that a topic holds. */
export const deleteRecords = (broker: Pick<TestKafka, 'brokers'>, topic: string): Promise<void> =>
  asOperator(broker, async (admin) => {
    // Also lets the client learn who leads the partitions; deleting does not.
    const found = await admin.fetchTopicOffsets(topic)
    const partitions = found.map(({ partition }) => ({ partition, offset: everything }))
    await admin.deleteTopicRecords({ topic, partitions })
  })
