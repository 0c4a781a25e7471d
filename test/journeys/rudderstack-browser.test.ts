import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import type { Waymark } from '../support/waymark.ts'
import { deedsOf, expectAnnsTrial, openClient } from './browser-client.ts'
import { storedEvents } from './stored-events.ts'

/** RudderStack's published client, with its plugins in the bundle. */
const script = ({ ingest, writeKey }: Waymark, options: object = {}): string =>
  `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
  const analytics = new RudderAnalytics()
  analytics.load(${JSON.stringify(writeKey)}, ${JSON.stringify(ingest)}, ${JSON.stringify({ configUrl: ingest, ...options })})
  window.analytics = analytics`

/** The calls of the client that the page makes. */
interface Client {
  readonly page: (name: string) => void
  readonly track: (event: string, properties?: object) => void
  readonly identify: (userId: string, traits: object) => void
  readonly group: (groupId: string, traits: object) => void
}

const visit = (): void => {
  const { analytics } = window as unknown as { readonly analytics: Client }
  analytics.page('Pricing')
  analytics.track('Plan Compared', { plans: 3 })
  analytics.identify('ann', { name: 'Ann' })
  analytics.group('acme', { employees: 45 })
  analytics.track('Trial Started')
}

test.each([
  ['one by one', {}, '/v1/track'],
  [
    'in batches',
    { queueOptions: { batch: { enabled: true, maxItems: 5, flushInterval: 500 } } },
    '/v1/batch',
  ],
  [
    'by beacon',
    { useBeacon: true, beaconQueueOptions: { maxItems: 5, flushQueueInterval: 500 } },
    '/beacon/v1/batch',
  ],
])(
  "RudderStack's browser client delivers what a page calls %s, once and without a complaint",
  {
    timeout: 240_000,
  },
  async (...[, options, path]) => {
    await using client = await openClient((waymark) => script(waymark, options))
    const { page, problems, requests, waymark } = client
    await page.goto(client.url)
    await page.evaluate(visit)
    await until(async () => {
      const stored = await storedEvents(waymark)
      expect(deedsOf(stored).toSorted()).toEqual([
        'Plan Compared',
        'Trial Started',
        'group',
        'identify',
        'page',
      ])
      await expectAnnsTrial(client, stored)
    }, 90_000)
    expect(problems).toEqual([])
    expect(requests).toContain('GET /sourceConfig/ 200')
    expect(requests).toContain(`POST ${path} 200`)
  },
)
