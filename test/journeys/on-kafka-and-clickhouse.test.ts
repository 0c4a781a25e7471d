import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { findEngines, wantsAllEngines } from '../support/engines.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { lookAtImage, publishImage, rollImageBack } from './image-scenario.ts'
import { playS3 } from './play-s3.ts'

const { missing } = await findEngines()
const runs = missing.length === 0 || wantsAllEngines(process.env)

/** Journeys that go in one process, too: here as processes of their own on Kafka and ClickHouse, one deployment for all. */
describe.skipIf(!runs)('processes on Kafka and ClickHouse', () => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await startCluster()
  })

  afterAll(() => cluster[Symbol.asyncDispose]())

  test('an account turns PQL, sales hears once, and the app offers a call', async () => {
    await playS3('on Kafka and ClickHouse', cluster)
  })

  test('an image goes from the dashboard to an ingest that is another process, also to a new one, and its guide is rolled back by dashboards that die', async () => {
    await using data = await temporaryDirectory()
    await publishImage(cluster, data.path)
    await cluster.replace('ingest')
    await lookAtImage(cluster)
    await rollImageBack(cluster, data.path, () => cluster.replace('dashboard'))
  })
})
