import { join } from 'node:path'
import { expect, onTestFailed, test } from 'vitest'
import { startClickHouse } from '../support/clickhouse.ts'
import { addressOf } from '../support/cluster.ts'
import { findEngines, wantsAllEngines } from '../support/engines.ts'
import { freePort } from '../support/free-port.ts'
import { startKafka } from '../support/kafka.ts'
import { report } from '../support/report.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { startWaymark, untilReady, type WaymarkProcess } from '../support/waymark-process.ts'

const { missing } = await findEngines()
const runs = missing.length === 0 || wantsAllEngines(process.env)

const patienceMs = 60_000

interface Started {
  readonly process: WaymarkProcess
  readonly url: string
}

const times = (text: string, words: string): number => text.split(words).length - 1

const expectWaiting = async ({ process, url }: Started, engine: string): Promise<void> => {
  await until(() => expect(process.said()).toContain(`${engine} is not there yet`), patienceMs)
  await expect(fetch(`${url}/readyz`)).rejects.toThrow()
}

/** One line when it began to wait, one when it went on. */
const expectTwoLines = ({ process }: Started, engine: string): void => {
  expect(times(process.said(), `${engine} is not there yet; waiting`)).toBe(1)
  expect(times(process.said(), `${engine} is there; going on`)).toBe(1)
}

test.skipIf(!runs)(
  'processes that are started before Kafka and ClickHouse wait for them, and are not ready before',
  async () => {
    await using stack = new AsyncDisposableStack()
    const dir = stack.use(await temporaryDirectory())
    const [kafka, clickhouse] = await Promise.all([startKafka(), startClickHouse()])
    stack.use(kafka)
    stack.use(clickhouse)
    await Promise.all([kafka.kill(), clickhouse.kill()])
    const start = async (name: string): Promise<Started> => {
      const port = await freePort()
      const process = startWaymark([name, '--port', String(port)], {
        WAYMARK_KAFKA_BROKERS: kafka.brokers.join(','),
        WAYMARK_CLICKHOUSE_URL: addressOf(clickhouse),
        WAYMARK_SECRET: 'a secret of the tests, long enough',
        WAYMARK_PARTITIONS: '2',
        WAYMARK_DATA: join(dir.path, name),
      })
      stack.use(process)
      onTestFailed(() => report(process.said().slice(-3000)))
      return { process, url: `http://localhost:${port}` }
    }
    const dashboard = await start('dashboard')
    const processor = await start('processor')
    const ingest = await start('ingest')
    const all = [dashboard, processor, ingest]
    await Promise.all(all.map((one) => expectWaiting(one, 'Kafka')))

    await kafka.restart()
    await untilReady(ingest.process, ingest.url)
    await Promise.all([dashboard, processor].map((one) => expectWaiting(one, 'ClickHouse')))

    await clickhouse.restart()
    await Promise.all(all.map(({ process, url }) => untilReady(process, url)))
    for (const one of all) expectTwoLines(one, 'Kafka')
    for (const one of [dashboard, processor]) expectTwoLines(one, 'ClickHouse')
    expect(ingest.process.said()).not.toContain('ClickHouse')
  },
)
