import type { Request } from 'playwright-core'
import type { PostHog } from 'posthog-js'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { serveClientPage, watchPage } from './client-page.ts'
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

test("PostHog's browser client delivers what a page calls, once and without a complaint", {
  timeout: 240_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await serveClientPage(script(waymark))
  await using browser = await startBrowser()
  const { page, problems } = await watchPage(browser)
  await page.goto(host.url)
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
    expect(stored.map(({ type, event }) => (type === 'track' ? event : type)).toSorted()).toEqual([
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
    const track = (name: string) => stored.find(({ event }) => event === name)
    expect(stored.find(({ type }) => type === 'page')).toMatchObject({
      properties: { url: host.url, path: '/pricing' },
    })
    expect(track('Plan Compared')).toMatchObject({ properties: { plans: 3 }, source: 'browser' })
    expect(track('Trial Started')).toMatchObject({ userId: 'ann', account: 'acme' })
    // What was done before the sign-in is the same person's.
    expect(await storedEvents(waymark, '--person', 'ann')).toHaveLength(stored.length)
    const person = await waymark.command('state', 'ann', '--json')
    expect(person.out).toContain('"Ann"')
    expect(person.out).toContain('"team"')
    expect((await waymark.command('state', 'account:acme', '--json')).out).toContain('45')
  }, 90_000)
  expect(problems).toEqual([])
})

const isCapture = (line: string): boolean => /^POST .*\/e\/ /.test(line)

test('what the server took but could not confirm is sent again by PostHog’s browser client, and counts once', {
  timeout: 240_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await serveClientPage(script(waymark))
  await using browser = await startBrowser()
  const { page, requests } = await watchPage(browser)
  let unconfirmed = 0
  await page.route(/\/e\//, async (route) => {
    if (unconfirmed > 0) return route.continue()
    unconfirmed++
    expect((await route.fetch()).status()).toBe(200)
    return route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' } })
  })
  await page.goto(host.url)
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

test('PostHog’s browser client gives up on a key that does not exist', {
  timeout: 240_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await serveClientPage(script({ ...waymark, writeKey: 'wk_nobody' }))
  await using browser = await startBrowser()
  const { page, requests } = await watchPage(browser)
  const again: string[] = []
  const waiting = new Set<Request>()
  page.on('request', (request) => {
    waiting.add(request)
    if (request.url().includes('retry_count=')) again.push(request.url())
  })
  page.on('requestfinished', (request) => waiting.delete(request))
  page.on('requestfailed', (request) => waiting.delete(request))
  await page.clock.install()
  await page.goto(host.url)
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
