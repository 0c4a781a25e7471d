import type { Setup } from '@waymark/schemas/api/setup'
import { expect } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startReceiver } from '../support/receiver.ts'
import { report } from '../support/report.ts'
import { until } from '../support/until.ts'
import type { Waymark } from '../support/waymark.ts'
import { s3 } from './s3-scenario.ts'

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

/** Plays it, and reports how long the one who waits has waited. */
export const playS3 = async (name: string, waymark: Waymark): Promise<void> => {
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
