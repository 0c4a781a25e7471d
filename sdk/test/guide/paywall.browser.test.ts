import type { GuideStep } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, guideOf, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body =
  '<button id="new">New product</button><textarea id="note" aria-label="Note"></textarea>'
const open = () => openGuidePage(browser, { body, reducedMotion: true })
const paywall = (more: Partial<GuideStep> = {}) =>
  guideOf('paywall', {
    content: [
      { heading: 'Five products are all' },
      { button: { label: 'See the plans', action: { open: '/plans' } } },
      { button: { label: 'Not now', look: 'quiet', action: { dismiss: true } } },
    ],
    ...more,
  })
const dialog = (app: GuidePage) => app.page.getByRole('dialog', { name: 'Five products are all' })
const reachLimit = (app: GuidePage) => app.page.evaluate(() => window.wm.track('Limit Reached'))
const onLimit = { trigger: { after: { event: 'Limit Reached' } } } as const
const times = async (app: GuidePage, event: string) =>
  (await app.recorded()).filter((recorded) => recorded === event).length

describe('a paywall', () => {
  test('comes each time that the limit is met, and not in between', async () => {
    await using app = await open()
    await app.show(paywall(), onLimit)
    await app.hasRecorded('$guide_armed')
    expect(await dialog(app).count()).toBe(0)
    for (const time of [1, 2, 3]) {
      await reachLimit(app)
      await dialog(app).getByRole('button', { name: 'Not now' }).click()
      await expect.poll(() => dialog(app).count()).toBe(0)
      expect(await times(app, '$guide_dismissed')).toBe(time)
      expect(await times(app, '$guide_rendered')).toBe(time)
    }
  })

  test('has no other way out than the one of its author', async () => {
    await using app = await open()
    await app.show(paywall())
    await dialog(app).waitFor()
    expect(await dialog(app).getByRole('button').allInnerTexts()).toEqual([
      'See the plans',
      'Not now',
    ])
    await app.page.mouse.click(5, 5)
    expect(await dialog(app).isVisible()).toBe(true)
    expect(
      await app.page.evaluate(() => document.elementFromPoint(20, 20)?.closest('#new') ?? null),
    ).toBeNull()
  })

  test('never catches the keyboard: Escape takes the way out of its author, and focus goes back', async () => {
    await using app = await open()
    await app.page.locator('#new').focus()
    await app.show(paywall(), onLimit)
    await reachLimit(app)
    await dialog(app).waitFor()
    await app.page.keyboard.press('Escape')
    await expect.poll(() => dialog(app).count()).toBe(0)
    const [dismissed] = (await app.events()).filter(({ event }) => event === '$guide_dismissed')
    expect(dismissed?.properties.by).toBe('Not now')
    expect(await app.page.evaluate(() => document.activeElement?.id)).toBe('new')
  })

  test('is left by keyboard through the button, too', async () => {
    await using app = await open()
    await app.show(paywall())
    await dialog(app).waitFor()
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Enter')
    await expect.poll(() => dialog(app).count()).toBe(0)
    expect(await app.recorded()).toContain('$guide_dismissed')
  })

  test('shown at once is not shown at once again', async () => {
    await using app = await open()
    await app.show(paywall())
    await dialog(app).getByRole('button', { name: 'Not now' }).click()
    await app.hasRecorded('$guide_dismissed')
    await app.page.evaluate(() => window.wm.navigate('/people'))
    await app.page.evaluate(() => window.wm.navigate('/products'))
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
    expect(await times(app, '$guide_rendered')).toBe(1)
  })

  test('comes no more once the server has taken it back', async () => {
    await using app = await open()
    await app.show(paywall(), onLimit)
    await reachLimit(app)
    await dialog(app).waitFor()
    await app.page.evaluate(() => window.wm.setDecisions([]))
    await dialog(app).getByRole('button', { name: 'Not now' }).click()
    await expect.poll(() => dialog(app).count()).toBe(0)
    await reachLimit(app)
    await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(0))))
    expect(await dialog(app).count()).toBe(0)
  })
})
