import type { GuideContent } from '@waymark/schemas/wire/content'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../test/support/browser.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'
import { buildWithinMs, builtFiles } from './built-once.ts'
import { decision, startCollector } from './collector.ts'
import { guideOf, tooltipOn } from './guide/guide-page.ts'
import { startShop } from './shop.ts'
import type { Browser } from './stage.ts'

let browser: Browser
let files: BuiltFiles
beforeAll(async () => {
  ;[browser, files] = await Promise.all([startBrowser(), builtFiles()])
}, buildWithinMs)
afterAll(() => browser.close())

const cors = { 'access-control-allow-origin': '*' }

/** A shop whose content files are as they are said to be, each by the name of its guide. */
const openShop = async (contentOf: (guide: string) => GuideContent) => {
  const collector = await startCollector(files)
  const shop = await startShop(collector.origin)
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => complaints.push(message.text()))
  await page.route('**/sdk/content/*', (route) => {
    const [, guide = ''] = /(\w+)\.json$/.exec(route.request().url()) ?? []
    return route.fulfill({ headers: cors, json: contentOf(guide) })
  })
  return {
    ...{ collector, shop, page, complaints },
    panel: page.getByRole('region', { name: 'Waymark debug panel' }),
    async [Symbol.asyncDispose]() {
      await page.close()
      await shop[Symbol.asyncDispose]()
      await collector[Symbol.asyncDispose]()
    },
  }
}

test('guides were listed as the server had sent them: those on the screen come first, then what would be, what waits, and the rest', async () => {
  await using stage = await openShop(() => tooltipOn({ role: 'button', name: 'Buy' }))
  const { collector, shop, page, panel } = stage
  const after = { event: 'Paid' }
  collector.decide(() => [
    { ...decision('bWaits'), trigger: { url: '/cart' } },
    { ...decision('bArmed'), trigger: { after } },
    { ...decision('aWaits'), trigger: { url: '/cart' } },
    { ...decision('zShown'), priority: 9 },
    { ...decision('aArmed'), trigger: { after } },
  ])
  await page.goto(`${shop.page({ body: '<button>Buy</button>' })}?wm_debug`)
  const listed = () =>
    panel
      .locator('article')
      .evaluateAll((articles) => articles.map((each) => each.getAttribute('data-guide')))
  await expect.poll(listed).toEqual(['zShown', 'aArmed', 'bArmed', 'aWaits', 'bWaits'])
  // The focus stays where it was, though what has it goes up.
  const show = panel.getByRole('button', { name: 'Show bWaits now' })
  await show.focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await listed())[0]).toBe('bWaits')
  expect(await show.evaluate((each) => each.matches(':focus'))).toBe(true)
})

test.each([
  ['is not there', 404, 'the server answers 404'],
  ['is blocked', undefined, 'it is blocked, by this page’s policy, an extension or the network'],
] as const)('nobody was told why a guide does not show whose file %s', async (_, status, why) => {
  await using stage = await openShop((guide) =>
    guide === 'blocked' ? guideOf('modal') : tooltipOn({ role: 'button', name: 'Buy' }),
  )
  const { collector, shop, page, panel } = stage
  await page.route('**/sdk/modal-*', (route) =>
    status === undefined ? route.abort() : route.fulfill({ status, headers: cors }),
  )
  collector.decide(() => [decision('blocked'), decision('welcome')])
  await page.goto(`${shop.page({ body: '<button>Buy</button>' })}?wm_debug`)
  const said = (guide: string) => panel.locator(`article[data-guide=${guide}]`).textContent()
  const file = Object.keys(files.served).find((name) => name.startsWith('modal-'))
  await expect.poll(() => said('blocked')).toContain(`file: ${file} cannot be loaded: ${why}`)
  expect(await said('welcome')).not.toContain('file:')
})

test('a visitor sees and hears nothing of a file that cannot be had', async () => {
  await using stage = await openShop(() => guideOf('modal'))
  const { collector, shop, page, complaints } = stage
  await page.route('**/sdk/modal-*', (route) => route.fulfill({ status: 404, headers: cors }))
  collector.decide(() => [decision('blocked')])
  await page.goto(shop.page())
  await collector.until(() => collector.named('$sdk_error').length)
  expect(await page.locator('waymark-guide').count()).toBe(0)
  // Of a request that failed the browser itself says so; nobody else says anything.
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([])
  expect(await page.evaluate('refused')).toEqual([])
})
