import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, startBrowser } from './browser.ts'

const html = `<!doctype html><title>Shop</title><button onclick="this.textContent = 'Bought'">Buy</button>
<p id="scheme"></p><script>scheme.textContent = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'</script>`

let browser: Browser
let server: Server
let url: string

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await startBrowser()
})

afterAll(async () => {
  await browser.close()
  server.close()
})

test('a person clicks a button on a page', async () => {
  const page = await newPage(browser, { width: 800, height: 600 })
  await page.goto(url)
  await page.getByRole('button', { name: 'Buy' }).click()
  expect(await page.getByRole('button').textContent()).toBe('Bought')
  expect(page.viewportSize()).toEqual({ width: 800, height: 600 })
  await page.close()
})

test('a page may prefer the dark and run on a slow machine', async () => {
  const busy = () => {
    const start = performance.now()
    for (let i = 0; i < 2e7; i++) Math.sqrt(i)
    return performance.now() - start
  }
  const fast = await newPage(browser, { colorScheme: 'dark' })
  await fast.goto(url)
  expect(await fast.locator('#scheme').textContent()).toBe('dark')
  const slow = await newPage(browser, { cpuSlowdown: 8 })
  await slow.goto(url)
  // What else runs on this machine holds up one or the other, and the brake itself: measured in turns, until it is seen.
  const timesSlower = async (): Promise<number> => {
    const took = { slow: 0, fast: 0 }
    for (let i = 0; i < 5; i++) {
      took.slow += await slow.evaluate(busy)
      took.fast += await fast.evaluate(busy)
    }
    return took.slow / took.fast
  }
  await expect.poll(timesSlower).toBeGreaterThan(2)
  await fast.close()
  await slow.close()
})
