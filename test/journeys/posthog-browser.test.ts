import type { Request } from 'playwright-core'
import type { PostHog } from 'posthog-js'
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import type { Waymark } from '../support/waymark.ts'
import { deedsOf, expectAnnsTrial, openClient } from './browser-client.ts'
import { storedEvents } from './stored-events.ts'

/** PostHog's published client, all that it does by itself included. */
const script = ({ ingest, writeKey }: Waymark): string =>
  `import posthog from 'posthog-js'
  posthog.init(${JSON.stringify(writeKey)}, {
    api_host: ${JSON.stringify(ingest)},
    defaults: '2026-01-30',
    // A headless browser is a bot to it, of which it sends nothing.
    opt_out_useragent_filter: true,
  })
  window.posthog = posthog`

test("PostHog's browser client delivers what a page calls, once and without a complaint", async () => {
  await using client = await openClient(script)
  const { page, problems, waymark } = client
  await page.goto(client.url)
  await page.evaluate(() => {
    const { posthog } = window as unknown as { readonly posthog: PostHog }
    posthog.capture('Plan Compared', { plans: 3 })
    posthog.identify('ann', { name: 'Ann' })
    posthog.group('company', 'acme', { employees: 45 })
    posthog.setPersonProperties({ plan: 'team' })
    posthog.capture('Trial Started')
  })
  await until(async () => {
    const names = (await storedEvents(waymark)).map(({ event }) => event)
    expect(names).toContain('Trial Started')
  }, 90_000)
  // What is captured while the page is left goes by beacon.
  await page.evaluate(() => {
    const { posthog } = window as unknown as { readonly posthog: PostHog }
    posthog.capture('Left The Page')
  })
  await page.goto('about:blank')
  await until(async () => {
    const stored = await storedEvents(waymark)
    expect(deedsOf(stored).toSorted()).toEqual([
      '$pageleave',
      'Left The Page',
      'Plan Compared',
      'Trial Started',
      'group',
      // Of `identify`, of `setPersonProperties`, and that the page's address is a developer's own.
      'identify',
      'identify',
      'identify',
      'page',
    ])
    await expectAnnsTrial(client, stored)
    const trial = stored.find(({ event }) => event === 'Trial Started')
    expect(trial).toMatchObject({ account: 'acme' })
    expect((await waymark.command('state', 'ann', '--json')).out).toContain('"team"')
  }, 90_000)
  expect(problems).toEqual([])
})

const isCapture = (line: string): boolean => /^POST .*\/e\/ /.test(line)

test('what the server took but could not confirm is sent again by PostHog’s browser client, and counts once', async () => {
  await using client = await openClient(script)
  const { page, requests, waymark } = client
  let unconfirmed = 0
  await page.route(/\/e\//, async (route) => {
    if (unconfirmed > 0) return route.continue()
    unconfirmed++
    expect((await route.fetch()).status()).toBe(200)
    return route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' } })
  })
  await page.goto(client.url)
  await until(() => expect(requests.filter((line) => line.endsWith('/e/ 503'))).toHaveLength(1))
  await until(() => expect(requests.some((line) => line.endsWith('/e/ 200'))).toBe(true), 60_000)
  await page.evaluate(() => {
    const { posthog } = window as unknown as { readonly posthog: PostHog }
    posthog.capture('Plan Compared', undefined, { send_instantly: true })
  })
  await until(async () => {
    const stored = await storedEvents(waymark)
    expect(stored.filter(({ type }) => type === 'page')).toHaveLength(1)
    expect(stored.filter(({ event }) => event === 'Plan Compared')).toHaveLength(1)
  }, 90_000)
})

test('PostHog’s browser client gives up on a key that does not exist', async () => {
  await using client = await openClient((waymark) => script({ ...waymark, writeKey: 'wk_nobody' }))
  const { page, requests } = client
  const again: string[] = []
  const waiting = new Set<Request>()
  page.on('request', (request) => {
    waiting.add(request)
    if (request.url().includes('retry_count=')) again.push(request.url())
  })
  page.on('requestfinished', (request) => waiting.delete(request))
  page.on('requestfailed', (request) => waiting.delete(request))
  await page.clock.install()
  await page.goto(client.url)
  const captures = (): readonly string[] => requests.filter(isCapture)
  // An hour in its page, in steps shorter than its patience with a request; each waits for the answers to the one before.
  for (let seconds = 0; seconds < 3600; seconds += 30) {
    await page.clock.runFor(30_000)
    await page.evaluate(async () => (await fetch('/app.js')).text())
    await until(() => expect(waiting.size).toBe(0))
  }
  expect(again).toEqual([])
  expect(new Set(captures().map((line) => line.split(' ').at(-1)))).toEqual(new Set(['401']))
})
