import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BuiltFiles } from '../../scripts/build-files.ts'
import { buildWithinMs, builtFiles } from '../built-once.ts'
import { decision, startCollector } from '../collector.ts'
import { startShop } from '../shop.ts'
import { startBrowser, tooltipOn } from './guide-page.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
let files: BuiltFiles
beforeAll(async () => {
  ;[browser, files] = await Promise.all([startBrowser(), builtFiles()])
}, buildWithinMs)
afterAll(() => browser.close())

/** Counts what wakes the page. */
const watch = `
  window.wakes = []
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) {
    const original = window[name]
    window[name] = (fn, ...rest) => original((...args) => { wakes.push(name); fn(...args) }, ...rest)
  }`

const elsewhere = tooltipOn({ role: 'button', name: 'Not on this page' })

test.each([
  ['that is shown', tooltipOn({ role: 'button', name: 'Buy' }), '$guide_seen'],
  ['that waits for its element', elsewhere, '$guide_missed'],
])('a guide %s does nothing while nothing happens', async (_, guide, settled) => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: guide }),
  )
  collector.decide(() => [decision('welcome')])
  await page.goto(shop.page({ before: watch, body: '<button>Buy</button>' }))
  await collector.until(() => collector.named(settled).length)
  const devtools = await page.context().newCDPSession(page)
  const pass = async (ms: number) => {
    const elapsed = new Promise((resolve) =>
      devtools.once('Emulation.virtualTimeBudgetExpired', resolve),
    )
    await devtools.send('Emulation.setVirtualTimePolicy', { policy: 'advance', budget: ms })
    await elapsed
  }
  // What follows from its having come is done.
  await pass(5_000)
  // One timer of the test's own, to see that time passes.
  await page.evaluate('wakes.length = 0; setTimeout(() => {}, 29_000)')
  const requests = collector.requests.length
  await pass(30_000)
  expect(await page.evaluate('wakes')).toEqual(['setTimeout'])
  expect(collector.requests.length).toBe(requests)
  await page.close()
})
