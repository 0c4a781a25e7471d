import { GenericContainer, Wait } from 'testcontainers'
import { freePort } from './free-port.ts'
import type { TestKafka } from './kafka.ts'
import { kafkaVersion } from './kafka-jars.ts'

/** The published broker in a container; its port on this machine stays the same through a restart. */
export const startKafkaInDocker = async (wantedPort?: number): Promise<TestKafka> => {
  const port = wantedPort ?? (await freePort())
  const container = await new GenericContainer(`apache/kafka:${kafkaVersion}`)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    })
    .withWaitStrategy(Wait.forLogMessage('Kafka Server started'))
    .start()
  const stop = async (): Promise<void> => {
    await container.stop({ remove: true, removeVolumes: true })
  }
  return {
    brokers: [`127.0.0.1:${port}`],
    // Without a moment's grace Docker sends SIGKILL.
    kill: async () => {
      await container.stop({ remove: false, timeout: 0 })
    },
    restart: () => container.restart({ timeout: 0 }),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
