import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser } from './guide-page.ts'
import { centre, help, labels } from './help-centre.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

describe('a resource centre in a native modal dialog of the page', () => {
  const dialog = `<dialog id="dialog"><input id="name" aria-label="Name"><div id="slot"></div></dialog>`
  const isOpen = (app: GuidePage) =>
    app.page.locator('#dialog').evaluate((each: HTMLDialogElement) => each.open)
  const inDialog = async () => {
    const app = await openGuidePage(browser, { body: dialog, reducedMotion: true })
    await app.page.locator('#dialog').evaluate((each: HTMLDialogElement) => each.showModal())
    const content = [{ heading: 'How can we help?' }]
    await app.show(centre({ steps: [{ content, layout: 'inline', target: { id: 'slot' } }] }))
    await help(app).click()
    await app.card.waitFor()
    return app
  }

  test('opened outside of it, where nothing can be typed or pressed, and Escape closed the dialog', async () => {
    await using app = await inDialog()
    const field = app.card.getByRole('searchbox', { name: 'Search' })
    await field.click()
    await app.page.keyboard.type('talk')
    await expect.poll(() => labels(app)).toEqual(['Talk to us'])
    await app.page.keyboard.press('Escape')
    await expect.poll(() => app.card.isVisible()).toBe(false)
    expect(await isOpen(app)).toBe(true)
    await help(app).click()
    await app.card.getByRole('button', { name: 'Talk to us' }).click()
    expect(await app.page.evaluate(() => window.wm.called)).toEqual(['openChat'])
    expect(await isOpen(app)).toBe(true)
  })

  test('leaves the dialog the Escape in its own fields', async () => {
    await using app = await inDialog()
    await app.page.locator('#name').click()
    await app.page.keyboard.press('Escape')
    await expect.poll(() => isOpen(app)).toBe(false)
    await expect.poll(() => app.card.isVisible()).toBe(false)
    await app.page.locator('#dialog').evaluate((each: HTMLDialogElement) => each.showModal())
    await help(app).click({ trial: true })
  })
})
