import { type Admin, ConfigResourceTypes, Kafka, logLevel } from 'kafkajs'
import type { TestKafka } from './kafka.ts'

type Broker = Pick<TestKafka, 'brokers'>

/** Settings by their names in Kafka. */
export type KafkaSettings = { readonly [name: string]: string }

/** Does with a broker what its operator would. */
const asOperator = async <T>(
  { brokers }: Broker,
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
export const deleteRecords = (broker: Broker, topic: string): Promise<void> =>
  asOperator(broker, async (admin) => {
    // Also lets the client learn who leads the partitions; deleting does not.
    const found = await admin.fetchTopicOffsets(topic)
    const partitions = found.map(({ partition }) => ({ partition, offset: everything }))
    await admin.deleteTopicRecords({ topic, partitions })
  })

const entriesOf = (settings: KafkaSettings) =>
  Object.entries(settings).map(([name, value]) => ({ name, value }))

/** Set for the topic itself. */
const ownSource = 1

const ownSettings = async (admin: Admin, topic: string): Promise<KafkaSettings> => {
  const { resources } = await admin.describeConfigs({
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
    includeSynonyms: false,
  })
  const entries = resources[0]?.configEntries ?? []
  return Object.fromEntries(
    entries.flatMap(({ configName, configValue, configSource }) =>
      Number(configSource) === ownSource ? [[configName, configValue]] : [],
    ),
  )
}

/** Changes settings of a topic; the others stay as they are. */
export const configureTopic = (
  broker: Broker,
  topic: string,
  settings: KafkaSettings,
): Promise<void> =>
  asOperator(broker, async (admin) => {
    // This request forgets what it does not name.
    const all = { ...(await ownSettings(admin, topic)), ...settings }
    const type = ConfigResourceTypes.TOPIC
    const resources = [{ type, name: topic, configEntries: entriesOf(all) }]
    await admin.alterConfigs({ validateOnly: false, resources })
  })

/** Changes settings of the only broker while it runs. */
export const configureBroker = (broker: Broker, settings: KafkaSettings): Promise<void> =>
  asOperator(broker, async (admin) => {
    const type = ConfigResourceTypes.BROKER
    const resources = [{ type, name: '1', configEntries: entriesOf(settings) }]
    await admin.alterConfigs({ validateOnly: false, resources })
  })
