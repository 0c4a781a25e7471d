import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import type { Waymark } from '../support/waymark.ts'
import { deedsOf, expectAnnsTrial, openClient } from './browser-client.ts'
import { storedEvents } from './stored-events.ts'

/** Segment's published client, told where the settings are. */
const script = ({ ingest, writeKey }: Waymark): string =>
  `import { AnalyticsBrowser } from '@segment/analytics-next'
  window.analytics = AnalyticsBrowser.load(${JSON.stringify({ writeKey, cdnURL: ingest })})`

/** The calls of the client that the page makes. */
interface Client {
  readonly page: (name: string) => Promise<unknown>
  readonly track: (event: string, properties?: object) => Promise<unknown>
  readonly identify: (userId: string, traits: object) => Promise<unknown>
  readonly group: (groupId: string, traits: object) => Promise<unknown>
}

test("Segment's browser client delivers what a page calls, without a complaint", async () => {
  await using client = await openClient(script)
  const { page, problems, waymark } = client
  await page.goto(client.url)
  await page.evaluate(async () => {
    const { analytics } = window as unknown as { readonly analytics: Client }
    await analytics.page('Pricing')
    await analytics.track('Plan Compared', { plans: 3 })
    await analytics.identify('ann', { name: 'Ann' })
    await analytics.group('acme', { employees: 45 })
    await analytics.track('Trial Started')
  })
  await until(async () => {
    const stored = await storedEvents(waymark)
    expect(deedsOf(stored)).toEqual(['page', 'Plan Compared', 'identify', 'group', 'Trial Started'])
    await expectAnnsTrial(client, stored)
    expect(stored[4]).toMatchObject({ account: 'acme' })
  }, 20_000)
  expect(problems).toEqual([])
})
