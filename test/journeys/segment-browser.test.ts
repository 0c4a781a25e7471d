import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { storedEvents } from './stored-events.ts'

/** The host's own bundle: Segment's published client, told where the settings are. */
const bundle = async ({ ingest, writeKey }: Waymark): Promise<string> => {
  const settings = { writeKey, cdnURL: ingest }
  const { outputFiles } = await build({
    stdin: {
      contents: `import { AnalyticsBrowser } from '@segment/analytics-next'
        window.analytics = AnalyticsBrowser.load(${JSON.stringify(settings)})`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

const servePage = async (script: string) => {
  const server = createServer((request, response) => {
    if (request.url === '/app.js') {
      response.setHeader('content-type', 'text/javascript').end(script)
      return
    }
    response.setHeader('content-type', 'text/html')
    response.end(
      '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Acme</title><script src="/app.js"></script></html>',
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/pricing`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

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
  await using host = await servePage(await bundle(waymark))
  await using browser = await startBrowser()
  const page = await browser.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'info' && message.type() !== 'log') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('response', (response) => {
    if (!response.ok()) problems.push(`${response.url()} ${response.status()}`)
  })
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
