import { GenericContainer, Wait } from 'testcontainers'
import type { TestClickHouse } from './clickhouse.ts'
import { freePort } from './free-port.ts'

const image = 'clickhouse/clickhouse-server:25.8-alpine'

/** The published server in a container; its port on this machine stays the same through a restart. */
export const startClickHouseInDocker = async (wantedPort?: number): Promise<TestClickHouse> => {
  const port = wantedPort ?? (await freePort())
  const password = 'test'
  const container = await new GenericContainer(image)
    .withEnvironment({ CLICKHOUSE_PASSWORD: password, CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT: '1' })
    .withExposedPorts({ container: 8123, host: port })
    .withWaitStrategy(Wait.forHttp('/ping', 8123))
    .start()
  const kill = async (): Promise<void> => {
    await container.stop({ remove: false, timeout: 0 })
  }
  const stop = async (): Promise<void> => {
    await container.stop({ remove: true, removeVolumes: true })
  }
  return {
    url: `http://${container.getHost()}:${port}`,
    username: 'default',
    password,
    kill,
    restart: () => container.restart({ timeout: 0 }),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
