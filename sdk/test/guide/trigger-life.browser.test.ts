import type { Decision } from '@waymark/schemas/wire/messages'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<h1>Products</h1><button id="new">New product</button>'
const guide = tooltipOn({ role: 'button', name: 'New product' })
const when = (after: NonNullable<Decision['trigger']['after']>): Partial<Decision> => ({
  trigger: { after },
})

/** Armed, and given every chance to be shown too early. */
const armed = async (app: GuidePage): Promise<void> => {
  await app.hasRecorded('$guide_armed')
  await app.page.evaluate(
    () =>
      new Promise((done) =>
        requestIdleCallback(() => requestAnimationFrame(done), { timeout: 300 }),
      ),
  )
  expect(await app.card.count()).toBe(0)
}

/** The tab goes to the back, or comes to the front. */
const setHidden = (app: GuidePage, hidden: boolean): Promise<void> =>
  app.page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, hidden)

describe('a trigger in a tab that comes and goes', () => {
  test('waits until the person has dwelt so long on the page; what passes in the background does not count', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.page.clock.install()
    await app.show(guide, when({ dwell: '10s' }))
    await app.hasRecorded('$guide_armed')
    await app.page.clock.runFor(6000)
    await setHidden(app, true)
    await app.page.clock.runFor(60_000)
    await setHidden(app, false)
    await app.page.clock.runFor(3000)
    expect(await app.card.count()).toBe(0)
    await app.page.clock.runFor(2000)
    await app.card.waitFor()
  })

  test('shows nothing in a tab that nobody looks at; it comes when somebody does', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.show(guide, when({ event: 'Opened' }))
    await armed(app)
    await setHidden(app, true)
    await app.page.evaluate(() => window.wm.track('Opened'))
    await armed(app)
    await setHidden(app, false)
    await app.card.waitFor()
  })

  test('begins anew on a page that the back button brought back', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.page.clock.install()
    await app.show(guide, when({ delay: '10s' }))
    await app.hasRecorded('$guide_armed')
    await app.page.clock.runFor(8000)
    await app.page.evaluate(() =>
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    )
    await app.page.clock.runFor(8000)
    expect(await app.card.count()).toBe(0)
    await app.page.clock.runFor(3000)
    await app.card.waitFor()
  })

  test('takes coming back to the tab for a sign of life, not for rest', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.page.clock.install()
    await app.show(guide, when({ idle: '30s' }))
    await app.hasRecorded('$guide_armed')
    await setHidden(app, true)
    await app.page.clock.runFor(60_000)
    await setHidden(app, false)
    await app.page.clock.runFor(20_000)
    expect(await app.card.count()).toBe(0)
    await app.page.clock.runFor(15_000)
    await app.card.waitFor()
  })
})
