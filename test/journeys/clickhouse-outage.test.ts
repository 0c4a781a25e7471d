import type { EventList } from '@waymark/schemas/api/events'
import type { LeadList } from '@waymark/schemas/api/leads'
import { expect, onTestFailed, test } from 'vitest'
import { startClickHouse } from '../support/clickhouse.ts'
import { addressOf } from '../support/cluster.ts'
import { wantsAllEngines } from '../support/engines.ts'
import { clickHouseNeeds, findClickHouse } from '../support/find-clickhouse.ts'
import { startLoad } from '../support/load.ts'
import { startReceiver } from '../support/receiver.ts'
import { report } from '../support/report.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, startUp, type Up } from '../support/waymark.ts'
import { leadDefinitions } from './lead-definitions.ts'
import { expectEachOnce, storedEvents } from './stored-events.ts'

const patienceMs = 60_000

/** Until ClickHouse holds something that arrived after now. */
const untilSunk = async (up: Up): Promise<void> => {
  const now = Date.now()
  await until(async () => {
    const { events } = await up.get<EventList>('/api/events', { limit: 1 })
    expect(events[0]?.received ?? 0).toBeGreaterThan(now)
  }, patienceMs)
}

const outages = async (): Promise<void> => {
  await using data = await temporaryDirectory()
  await using crm = await startReceiver()
  await using clickhouse = await startClickHouse()
  const env = { WAYMARK_CLICKHOUSE_URL: addressOf(clickhouse) }
  await using up = await startUp({ data: data.path, env })
  onTestFailed(() => report(up.process.said().slice(-6000)))
  await apply(up, leadDefinitions(crm.url))
  const load = startLoad(up)
  await untilSunk(up)
  for (let outage = 0; outage < 2; outage++) {
    await clickhouse.kill()
    const [alerts, before] = [crm.received.length, load.acknowledged.size]
    await load.more(40)
    expect(load.acknowledged.size).toBeGreaterThan(before)
    // The stream goes on deciding meanwhile.
    await until(() => expect(crm.received.length).toBeGreaterThan(alerts), patienceMs)
    await clickhouse.restart()
    await untilSunk(up)
  }
  await load.finish()
  expect(load.refused.get(503) ?? 0).toBe(0)
  await until(async () => {
    const { counts } = await up.get<LeadList>('/api/leads')
    expect(counts.open).toBe(load.accounts.size)
  }, patienceMs)
  await until(
    async () => expectEachOnce(await storedEvents(up), load.acknowledged, load.sent),
    patienceMs,
  )
}

const title =
  'ClickHouse is killed twice under load: nobody is refused, and it holds every message once afterwards'

if ((await findClickHouse()) === undefined) {
  test.skipIf(!wantsAllEngines(process.env))(`${title} (${clickHouseNeeds})`, () => {
    expect.fail(clickHouseNeeds)
  })
} else {
  test(title, outages)
}
