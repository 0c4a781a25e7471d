import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { serveClientPage, watchPage } from './client-page.ts'
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

test("Segment's browser client delivers what a page calls, without a complaint", {
  timeout: 120_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await serveClientPage(script(waymark))
  await using browser = await startBrowser()
  const { page, problems } = await watchPage(browser)
  await page.goto(host.url)
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
    expect(stored.map(({ type, event }) => (type === 'track' ? event : type))).toEqual([
      'page',
      'Plan Compared',
      'identify',
      'group',
      'Trial Started',
    ])
    expect(stored[0]).toMatchObject({ properties: { url: host.url, path: '/pricing' } })
    expect(stored[1]).toMatchObject({ properties: { plans: 3 }, source: 'browser' })
    expect(stored[4]).toMatchObject({ userId: 'ann', account: 'acme' })
    // What was done before the sign-in is the same person's.
    expect(await storedEvents(waymark, '--person', 'ann')).toHaveLength(5)
  }, 20_000)
  expect(problems).toEqual([])
})
