import type { GuideContent } from '@waymark/schemas/wire/content'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFirefox, startFirefox } from '../../test/support/firefox.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'
import { openAuthoring } from './authoring/open-authoring.ts'
import { buildWithinMs, builtFiles } from './built-once.ts'
import { type Collector, decision, startCollector } from './collector.ts'
import { body, css, fits, violations } from './guide/app-page.ts'
import { openGuidePage } from './guide/guide-page.ts'
import { looks } from './guide/looks.ts'
import { type Shop, startShop } from './shop.ts'
import type { Browser, Page } from './stage.ts'

const found = findFirefox()

let browser: Browser
let files: BuiltFiles
beforeAll(async () => {
  if (!found) return
  ;[browser, files] = await Promise.all([startFirefox(found), builtFiles()])
}, buildWithinMs)
afterAll(() => browser?.close())

const play = async (
  scene: (on: {
    readonly page: Page
    readonly collector: Collector
    readonly shop: Shop
  }) => Promise<void>,
): Promise<void> => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const context = await browser.newContext()
  try {
    await scene({ page: await context.newPage(), collector, shop })
  } finally {
    await context.close()
  }
}

describe.skipIf(!found)('the core in Firefox', () => {
  test('events arrive, once, under the strictest policy, and the next page knows who is there', () =>
    play(async ({ page, collector, shop }) => {
      await page.goto(shop.page())
      await page.evaluate("waymark.identify('ann'); waymark.group('acme'); waymark.track('First')")
      await collector.until(() => collector.named('First').length)
      await page.goto(shop.page({ path: '/next' }))
      await page.evaluate("waymark.track('Second')")
      await collector.until(() => collector.named('Second').length)
      const [first, second] = [...collector.named('First'), ...collector.named('Second')]
      expect(second).toMatchObject({ userId: 'ann', context: { groupId: 'acme' } })
      expect(second?.anonymousId).toBe(first?.anonymousId)
      expect(await page.evaluate('refused')).toEqual([])
    }))

  test('what the server could not take comes from the next page', () =>
    play(async ({ page, collector, shop }) => {
      await page.goto(shop.page())
      await collector.until(() => collector.events.length)
      collector.replyWith(() => ({ status: 503, headers: { 'retry-after': '60' } }))
      await page.evaluate("waymark.track('Kept')")
      await collector.until(() =>
        collector.batches.some(({ batch }) => batch.some(({ event }) => event === 'Kept')),
      )
      collector.replyWith(() => ({ status: 200 }))
      await page.goto(shop.page({ path: '/next' }))
      await collector.until(() => collector.named('Kept').length)
      expect(collector.named('Kept')).toHaveLength(1)
    }))

  test('a change of address without a new page is a page view', () =>
    play(async ({ page, collector, shop }) => {
      await page.goto(shop.page())
      await page.evaluate("history.pushState({}, '', '/cart')")
      const views = () =>
        collector.events.flatMap(({ type, context }) =>
          type === 'page' ? [context?.page?.path] : [],
        )
      await collector.until(() => views().length === 2)
      expect(views()).toEqual(['/', '/cart'])
    }))

  test('nothing is stored or sent before a yes', () =>
    play(async ({ page, collector, shop }) => {
      await page.goto(shop.page({ attributes: 'data-consent="pending"' }))
      await page.waitForFunction('!!waymark.guides')
      await page.evaluate("waymark.track('Held')")
      expect(await page.evaluate('[document.cookie, localStorage.length]')).toEqual(['', 0])
      expect(collector.requests.filter((request) => request.includes('/v1/'))).toEqual([])
      await page.evaluate("waymark.consent('granted')")
      await collector.until(() => collector.named('Held').length)
    }))

  test('Firefox kept no page to come back to, as it held a lock and its stream while the next one came', () =>
    play(async ({ page, collector, shop }) => {
      const modal = looks.modal as GuideContent
      await page.route('**/sdk/content/**', (route) =>
        route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: modal }),
      )
      const before =
        "addEventListener('pageshow', ({ persisted }) => { window.isKept = persisted })"
      const body = '<a id="go" href="/next">Next</a>'
      await page.goto(shop.page({ before, body }))
      await collector.until(() => collector.streams() === 1)
      await collector.until(() => collector.events.length)
      shop.page({ path: '/next' })
      await page.locator('#go').click()
      const views = () => collector.events.filter(({ type }) => type === 'page').length
      await collector.until(() => views() === 2 && collector.streams() === 1)
      expect(collector.named('$click')).toHaveLength(1)
      await page.evaluate('setTimeout(() => history.back())')
      // The client waits for a new page, which there is none: nothing of it can be located.
      await page.waitForFunction('window.isKept')
      await collector.until(() => views() === 3 && collector.streams() === 1)
      collector.decide(() => [decision('welcome')])
      collector.push()
      await collector.until(() => collector.named('$guide_rendered').length)
      await page.evaluate("waymark.track('Later')")
      await collector.until(() => collector.named('Later').length)
      expect(collector.streams()).toBe(1)
      expect(collector.named('$guide_rendered')).toHaveLength(1)
      expect(await page.evaluate('refused')).toEqual([])
    }))

  test('a decision that is pushed becomes a guide, and what is done with it arrives', () =>
    play(async ({ page, collector, shop }) => {
      const modal = looks.modal as GuideContent
      await page.route('**/sdk/content/**', (route) =>
        route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: modal }),
      )
      await page.goto(shop.page())
      await collector.until(() => collector.streams() === 1)
      collector.decide(() => [decision('welcome')])
      collector.push()
      await page.locator('waymark-guide .card').getByRole('button', { name: 'Not now' }).click()
      await collector.until(() => collector.named('$guide_snoozed').length)
      expect(collector.named('$guide_rendered')).toHaveLength(1)
      expect(await page.evaluate('refused')).toEqual([])
    }))
})

describe.skipIf(!found)('each kind of guide in Firefox', () => {
  test.each(Object.entries(looks))('%s is painted, whole and accessible', async (_, guide) => {
    await using app = await openGuidePage(browser, { body, css })
    await app.page.evaluate(() => window.wm.setReached(['product']))
    await app.show(guide)
    await app.hasRecorded('$guide_rendered')
    const opener = guide.hotspot ? '.spot-button' : guide.launcher && '.launch'
    if (opener) await app.page.locator(`waymark-guide ${opener}`).click()
    await app.box.waitFor()
    await app.box.evaluate((card) =>
      Promise.all(card.getAnimations({ subtree: true }).map(({ finished }) => finished)),
    )
    expect(await fits(app)).toBe(true)
    expect(await violations(app)).toEqual([])
    expect(app.complaints).toEqual([])
  })
})

describe.skipIf(!found)('authoring in Firefox', () => {
  test.each(['modal', 'slideout'] as const)(
    'what is written in a %s can be deleted and written over, which Firefox left as it was',
    async (type) => {
      const content = [{ heading: 'Head here' }, { text: 'Para here' }]
      await using open = await openAuthoring(browser, {
        body: '<main><h1>Page</h1></main>',
        guide: { kind: 'guide', id: 'welcome', type, steps: [{ content }] },
      })
      const text = open.card.getByRole('textbox', { name: 'Text' })
      await text.click()
      await text.press('End')
      await text.press('Backspace')
      await expect.poll(() => text.textContent()).toBe('Para her')
      await text.press('Control+a')
      await open.page.keyboard.type('New')
      await expect.poll(() => text.textContent()).toBe('New')
    },
  )
})
