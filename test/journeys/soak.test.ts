import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bulkPrefix, startBulkLoad } from '../support/bulk-load.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { startLoad } from '../support/load.ts'
import { startReceiver } from '../support/receiver.ts'
import { report } from '../support/report.ts'
import { until } from '../support/until.ts'
import { apply } from '../support/waymark.ts'
import { expectOneAlertEach } from './expect-alerts.ts'
import { leadDefinitions } from './lead-definitions.ts'

/** Takes a quarter of an hour: `WAYMARK_SOAK_EVENTS=1000000 npm test -- test/journeys/soak.test.ts`. */
const events = Number(process.env.WAYMARK_SOAK_EVENTS ?? 0)
const hourMs = 3_600_000
const outageMs = 8000
const calmMs = 12_000

type Harm = readonly [name: string, work: (cluster: Cluster) => Promise<void>]

const away = (engine: 'kafka' | 'clickhouse'): Harm => [
  engine,
  async (cluster) => {
    await cluster[engine].kill()
    await pause(Math.random() * outageMs)
    await cluster[engine].restart()
  },
]
const replace = (name: 'ingest' | 'processor' | 'dashboard'): Harm => [
  name,
  (cluster) => cluster.replace(name),
]
const harms: readonly Harm[] = [
  replace('ingest'),
  replace('processor'),
  replace('processor'),
  replace('dashboard'),
  away('kafka'),
  away('clickhouse'),
]

/** Kills one thing after the other until it is over; how often each. */
const harm = async (cluster: Cluster, isOver: () => boolean): Promise<Record<string, number>> => {
  const times: Record<string, number> = {}
  while (!isOver()) {
    await pause(Math.random() * calmMs)
    const [name, work] = harms[Math.floor(Math.random() * harms.length)] as Harm
    await work(cluster)
    times[name] = (times[name] ?? 0) + 1
  }
  return times
}

/** What ClickHouse answers, line by line. */
const ask = async ({ clickhouse }: Cluster, sql: string): Promise<readonly string[]> => {
  const { url, username, password } = clickhouse
  const headers = { 'x-clickhouse-user': username, 'x-clickhouse-key': password }
  const response = await fetch(new URL('/?database=waymark', url), {
    method: 'POST',
    headers,
    body: `${sql} FORMAT TSV`,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text.split('\n').filter((line) => line !== '')
}

const bulkRows = `FROM accepted WHERE startsWith(message_id, '${bulkPrefix}')`

/** How often each of the bulk is seen by readers: lost, and more than once. */
const countBulk = async (cluster: Cluster) => {
  const from = bulkPrefix.length + 1
  const seen = new Uint8Array(events)
  for (const n of await ask(cluster, `SELECT substring(message_id, ${from}) ${bulkRows}`))
    seen[Number(n)] = (seen[Number(n)] ?? 0) + 1
  return {
    once: seen.filter((times) => times === 1).length,
    lost: seen.filter((times) => times === 0).length,
    doubled: seen.filter((times) => times > 1).length,
  }
}

test.skipIf(events === 0)(
  'whatever is killed again and again, of a million events each is there once, and each lead is alerted once',
  { timeout: 2 * hourMs },
  async () => {
    await using cluster = await startCluster()
    await using crm = await startReceiver()
    await apply(cluster, leadDefinitions(crm.url))
    const stories = startLoad(cluster)
    const bulk = startBulkLoad(cluster, { events, resend: 0.05, random: Math.random })
    let over = false
    const harming = harm(cluster, () => over)
    const telling = setInterval(() => report(`${bulk.acknowledged()} acknowledged`), 30_000)
    await bulk.done.finally(() => {
      over = true
      clearInterval(telling)
    })
    const kills = await harming
    await stories.finish()
    await until(async () => {
      const [count] = await ask(cluster, `SELECT count() ${bulkRows}`)
      expect(Number(count)).toBeGreaterThanOrEqual(events)
    }, hourMs)
    await expectOneAlertEach(crm, stories.accounts, hourMs)
    const found = await countBulk(cluster)
    const own = new Map<string, number>()
    const rows = `FROM accepted WHERE NOT startsWith(message_id, '${bulkPrefix}')`
    for (const id of await ask(cluster, `SELECT message_id ${rows}`))
      own.set(id, (own.get(id) ?? 0) + 1)
    const { acknowledged } = stories
    report(
      JSON.stringify({
        acknowledged: bulk.acknowledged() + acknowledged.size,
        ...found,
        resent: bulk.resent() * 50,
        leads: stories.accounts.size,
        webhooks: crm.received.length,
        kills,
        refused: Object.fromEntries(bulk.refused),
      }),
    )
    expect(found).toEqual({ once: events, lost: 0, doubled: 0 })
    expect([...acknowledged].filter((id) => own.get(id) !== 1)).toEqual([])
  },
)
