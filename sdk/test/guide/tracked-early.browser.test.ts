import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BuiltFiles } from '../../scripts/build-files.ts'
import { buildWithinMs, builtFiles } from '../built-once.ts'
import { type Collector, decision, startCollector } from '../collector.ts'
import { startShop } from '../shop.ts'
import { guideOf, startBrowser } from './guide-page.ts'

let browser: Browser
let files: BuiltFiles
beforeAll(async () => {
  ;[browser, files] = await Promise.all([startBrowser(), builtFiles()])
}, buildWithinMs)
afterAll(() => browser.close())

const paywallAfter = (event: string, priority = 1) => ({
  ...decision(event),
  ...{ priority, trigger: { after: { event } } },
})

/** Each content file is a paywall; the guide chunk comes when `send` is called. */
const openPage = async () => {
  const page = await browser.newPage()
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: guideOf('paywall', {
        content: [
          { heading: 'Exports are in Pro' },
          { button: { label: 'Not now', action: { dismiss: true } } },
        ],
      }),
    }),
  )
  let send = (): void => {}
  const sent = new Promise<void>((resolve) => {
    send = resolve
  })
  await page.route('**/sdk/guide-*', async (route) => {
    await sent
    await route.continue()
  })
  return { page, send, [Symbol.asyncDispose]: () => page.close() }
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Exports are in Pro' })
const shown = (collector: Collector) =>
  collector.named('$guide_rendered').map(({ properties }) => properties?.guide)

describe('an event that the page tracked before its guides were there', () => {
  test('was lost: its paywall comes, once, and again only when it happens again', async () => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    await using open = await openPage()
    const { page } = open
    let priority = 1
    collector.decide(() => [paywallAfter('Export clicked', priority)])
    await page.goto(shop.page({ after: "waymark.track('Export clicked')" }))
    open.send()
    await dialog(page).getByRole('button', { name: 'Not now' }).click()
    await collector.until(() => collector.named('$guide_dismissed').length)
    await collector.until(collector.streams)
    await page.evaluate(
      "void (window.heard = new Promise((done) => waymark.on('decisions', done)))",
    )
    priority = 2
    collector.push()
    await page.evaluate('heard.then(() => {})')
    await page.evaluate("waymark.track('Export clicked')")
    await dialog(page).getByRole('button', { name: 'Not now' }).click()
    await collector.until(() => collector.named('$guide_dismissed').length > 1)
    expect(shown(collector)).toEqual(['Export clicked', 'Export clicked'])
    expect(await page.evaluate('refused')).toEqual([])
  })

  test.each([
    ['somebody signed in', "waymark.identify('ann')"],
    ['everything was reset', 'waymark.reset()'],
    ['guides were refused', "waymark.consent('denied'); waymark.consent('granted')"],
    ['the page became another one', "history.pushState({}, '', '/next')"],
  ])('is nothing once %s', async (_, then) => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    await using open = await openPage()
    const { page } = open
    collector.decide(() => [paywallAfter('Before', 2), paywallAfter('After')])
    const asked = page.waitForRequest('**/sdk/guide-*')
    await page.goto(shop.page())
    await asked
    await page.evaluate(`waymark.track('Before'); ${then}; waymark.track('After')`)
    open.send()
    await dialog(page).getByRole('button', { name: 'Not now' }).click()
    await collector.until(() => collector.named('$guide_dismissed').length)
    // What had been heard before would have been first, being of more weight.
    expect(shown(collector)).toEqual(['After'])
  })

  test('is nothing where guides were refused when it happened', async () => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    await using open = await openPage()
    const { page } = open
    collector.decide(() => [paywallAfter('Before', 2), paywallAfter('After')])
    await page.goto(shop.page({ attributes: 'data-consent="denied"' }))
    await page.waitForFunction('waymark.version')
    await page.evaluate(
      "waymark.consent({ guides: 'denied' }); waymark.track('Before'); waymark.consent('granted'); waymark.track('After')",
    )
    open.send()
    await dialog(page).getByRole('button', { name: 'Not now' }).click()
    await collector.until(() => collector.named('$guide_dismissed').length)
    expect(shown(collector)).toEqual(['After'])
  })

  test('counts, whatever is in its properties', async () => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    await using open = await openPage()
    const { page } = open
    collector.decide(() => [paywallAfter('Export clicked')])
    await page.goto(shop.page({ after: "waymark.track('Export clicked', { bytes: BigInt(1) })" }))
    open.send()
    await dialog(page).waitFor()
    expect(await page.evaluate('refused')).toEqual([])
  })

  test('waits with few others: the newest are kept', async () => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    await using open = await openPage()
    const { page } = open
    collector.decide(() => [paywallAfter('Before', 2), paywallAfter('After')])
    const asked = page.waitForRequest('**/sdk/guide-*')
    await page.goto(shop.page())
    await asked
    await page.evaluate(
      "waymark.track('Before'); for (let at = 0; at < 50; at++) waymark.track('Noise'); waymark.track('After')",
    )
    open.send()
    await dialog(page).getByRole('button', { name: 'Not now' }).click()
    await collector.until(() => collector.named('$guide_dismissed').length)
    expect(shown(collector)).toEqual(['After'])
  })
})
