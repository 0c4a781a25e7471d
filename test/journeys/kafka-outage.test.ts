import type { EventList } from '@waymark/schemas/api/events'
import type { LeadList } from '@waymark/schemas/api/leads'
import { expect, onTestFailed, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { findEngines, wantsAllEngines } from '../support/engines.ts'
import { type Load, startLoad } from '../support/load.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { report } from '../support/report.ts'
import { until } from '../support/until.ts'
import { apply } from '../support/waymark.ts'
import { expectOneAlertEach } from './expect-alerts.ts'
import { leadDefinitions } from './lead-definitions.ts'
import { expectEachOnce, storedEvents } from './stored-events.ts'

const { missing } = await findEngines()
const runs = missing.length === 0 || wantsAllEngines(process.env)

const patienceMs = 60_000

const newestStored = async (cluster: Cluster): Promise<number> => {
  const { events } = await cluster.get<EventList>('/api/events', { limit: 1 })
  return events[0]?.received ?? 0
}

/** Until ClickHouse holds something that arrived after now. */
const untilSunk = async (cluster: Cluster): Promise<void> => {
  const now = Date.now()
  await until(async () => expect(await newestStored(cluster)).toBeGreaterThan(now), patienceMs)
}

const expectNothingLost = async (cluster: Cluster, load: Load, crm: Receiver): Promise<void> => {
  await expectOneAlertEach(crm, load.accounts, patienceMs)
  await until(async () => {
    const { counts } = await cluster.get<LeadList>('/api/leads')
    expect(counts.open).toBe(load.accounts.size)
  }, patienceMs)
  expectEachOnce(await storedEvents(cluster), load.acknowledged, load.sent)
}

test.skipIf(!runs)(
  'Kafka, the processor and ClickHouse each fail under load: nothing acknowledged is lost or doubled, no alert either',
  async () => {
    await using cluster = await startCluster()
    await using crm = await startReceiver()
    await apply(cluster, leadDefinitions(crm.url))
    onTestFailed(() => report(cluster.said('processor').slice(-6000)))
    const load = startLoad(cluster)
    await untilSunk(cluster)

    await cluster.kafka.kill()
    // Clients hear that nothing can be kept; they are not told that it was.
    await until(() => expect(load.refused.get(503) ?? 0).toBeGreaterThan(0), patienceMs)
    const before = load.acknowledged.size
    await cluster.kafka.restart()
    await load.more(20)
    expect(load.acknowledged.size).toBeGreaterThan(before)
    await untilSunk(cluster)

    for (let kills = 0; kills < 3; kills++) {
      await load.more(10 + 7 * kills)
      await cluster.replace('processor')
    }
    await untilSunk(cluster)

    const leads = crm.received.length
    await cluster.clickhouse.kill()
    // The stream goes on deciding while ClickHouse is away.
    await until(() => expect(crm.received.length).toBeGreaterThan(leads + 3), patienceMs)
    await cluster.clickhouse.restart()
    await untilSunk(cluster)

    await load.more(10)
    await cluster.replace('ingest')
    await load.finish()
    await expectNothingLost(cluster, load, crm)
    report(`${load.acknowledged.size} events, ${load.accounts.size} leads on Kafka`)
  },
)
