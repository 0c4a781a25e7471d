import type { Setup } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startCluster } from '../support/cluster.ts'
import { findEngines, wantsAllEngines } from '../support/engines.ts'
import { startReceiver } from '../support/receiver.ts'
import { report } from '../support/report.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { s3 } from './s3-scenario.ts'

const { missing } = await findEngines()
const runs = missing.length === 0 || wantsAllEngines(process.env)

/** Whichever process refused it. */
const seesWhatIsRefused = async (waymark: Waymark): Promise<void> => {
  const key = { authorization: `Basic ${Buffer.from('mistyped:').toString('base64')}` }
  const answer = await fetch(`${waymark.ingest}/v1/batch`, { method: 'POST', headers: key })
  expect(answer.ok).toBe(false)
  await until(async () => {
    const { refusals } = await waymark.get<Setup>('/api/setup')
    expect(refusals[0]?.path).toBe('/v1/batch')
  })
}

const play = async (name: string, waymark: Waymark): Promise<void> => {
  await using crm = await startReceiver()
  await using slack = await startReceiver()
  await using browser = await startBrowser()
  const measured = await s3({ waymark, crm, slack, browser })
  report(
    `${name}: event to webhook ${measured.eventToWebhookMs} ms, event to painted ${measured.eventToPaintMs} ms`,
  )
  expect(measured.eventToWebhookMs).toBeLessThan(10_000)
  expect(measured.eventToPaintMs).toBeLessThan(10_000)
  await seesWhatIsRefused(waymark)
}

test('an account turns PQL, sales hears once, and the app offers a call: all in one process', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await play('one process', waymark)
})

test.skipIf(!runs)(
  'an account turns PQL, sales hears once, and the app offers a call: processes on Kafka and ClickHouse',
  async () => {
    await using waymark = await startCluster()
    await play('on Kafka and ClickHouse', waymark)
  },
)
