import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type GuidePage,
  guideOf,
  onPage,
  openGuidePage,
  startBrowser,
  tooltipOn,
} from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const open = () => openGuidePage(browser, { body: '<button>New product</button>' })
const navigate = (app: GuidePage, path: string) =>
  app.page.evaluate((to) => window.wm.navigate(to), path)
const painted = ['$guide_armed', '$guide_rendered']

describe('a guide whose page is left without an end', () => {
  test.each([
    ['modal', guideOf('modal', { backdrop: false })],
    ['survey', guideOf('survey')],
    ['paywall', guideOf('paywall')],
  ])('says so, as others wait for one that takes the whole attention: %s', async (_, guide) => {
    await using app = await open()
    await app.show(guide, { trigger: onPage('/products') })
    await app.hasRecorded('$guide_rendered')
    await navigate(app, '/reports')
    expect(await app.recorded()).toEqual([...painted, '$guide_left'])
    expect((await app.events()).at(-1)?.properties).toMatchObject({
      engagement: 'e1',
      reason: 'left_page',
    })
    expect(await app.page.evaluate(() => window.wm.emitted)).toEqual(['guide:armed', 'guide:shown'])
    expect(app.complaints).toEqual([])
  })

  test('says nothing where nobody waits for it: a tooltip, or a modal that was closed', async () => {
    await using app = await open()
    await app.showAll(
      [tooltipOn({ role: 'button', name: 'New product' }), { trigger: onPage('/products') }],
      [guideOf('modal', {}, { guide: 'news' }), { trigger: onPage('/reports') }],
    )
    await app.hasRecorded('$guide_rendered')
    await navigate(app, '/reports')
    await app.page.getByRole('button', { name: 'Got it' }).click()
    await app.hasRecorded('$guide_completed')
    await navigate(app, '/products')
    expect(await app.recorded()).not.toContain('$guide_left')
  })

  test('is seen again where a tour goes on', async () => {
    await using app = await open()
    const step = (heading: string, url: string) => ({ content: [{ heading }], trigger: { url } })
    const steps = [step('One', '/products'), step('Two', '/reports')]
    await app.show(guideOf('tour', {}, { steps }))
    await app.hasRecorded('$guide_seen')
    await navigate(app, '/reports')
    await navigate(app, '/products')
    await app.page.waitForFunction(
      () => window.wm.records.filter(({ event }) => event === '$guide_seen').length === 2,
    )
    expect(await app.recorded()).toEqual([...painted, '$guide_seen', '$guide_left', '$guide_seen'])
  })
})
