import type { Hotspot } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = `<p><button id="before">Before</button></p><button id="new">New product</button> <button id="after">After</button>
<p><textarea id="note" aria-label="Note"></textarea></p>`
const css = 'body { padding: 120px } #new { width: 120px; height: 40px }'
const hotspotOn = (hotspot: Hotspot = {}, more = {}) => ({
  ...tooltipOn({ id: 'new' }, { type: 'hotspot', guide: 'spot', ...more }),
  hotspot,
})
const open = () => openGuidePage(browser, { body, css, reducedMotion: true })
const spot = (app: GuidePage) => app.page.locator('waymark-guide .spot-button')

describe('a hotspot', () => {
  for (const [corner, x, y] of [
    ['top-right', 1, 0],
    ['bottom-left', 0, 1],
  ] as const) {
    test(`lies on the ${corner} corner of its target, and follows it`, async () => {
      await using app = await open()
      await app.show(hotspotOn({ corner }))
      await spot(app).waitFor()
      const isOnCorner = async (): Promise<boolean> => {
        const [dot, on] = [
          await spot(app).boundingBox(),
          await app.page.locator('#new').boundingBox(),
        ]
        if (!dot || !on) return false
        const apartX = dot.x + dot.width / 2 - (on.x + x * on.width)
        const apartY = dot.y + dot.height / 2 - (on.y + y * on.height)
        return Math.abs(apartX) <= 1 && Math.abs(apartY) <= 1
      }
      expect(await isOnCorner()).toBe(true)
      await app.page.evaluate(() => {
        document.body.style.paddingTop = '260px'
      })
      await expect.poll(isOnCorner).toBe(true)
      await app.page.evaluate(() => document.getElementById('new')?.remove())
      await spot(app).waitFor({ state: 'hidden' })
    })
  }

  test('opens a tooltip at a click, folds it away again, and stays', async () => {
    await using app = await open()
    await app.show(hotspotOn())
    await spot(app).click()
    await app.card.waitFor()
    expect(await app.isBeside('#new')).toBe(true)
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.card.waitFor({ state: 'detached' })
    expect(await spot(app).isVisible()).toBe(true)
    expect(await app.recorded()).not.toContain('$guide_dismissed')
    await spot(app).click()
    await app.card.getByRole('button', { name: 'Got it' }).click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
  })

  test('is used by keyboard alone: reached behind its target, opened, left by Escape, back on it', async () => {
    await using app = await open()
    await app.show(hotspotOn({ label: 'About products' }))
    await spot(app).waitFor()
    await app.page.locator('#new').focus()
    await app.page.keyboard.press('Tab')
    const at = () =>
      app.page.evaluate(() => {
        let each: Element | null = document.activeElement
        while (each?.shadowRoot?.activeElement) each = each.shadowRoot.activeElement
        return each?.getAttribute('aria-label') ?? each?.id ?? each?.className
      })
    expect(await at()).toBe('About products')
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await at()).toBe('About products')
    await app.page.keyboard.press('Tab')
    expect(await at()).toBe('after')
  })

  test('never said whether it was open', async () => {
    await using app = await open()
    await app.show(hotspotOn())
    const says = () => spot(app).getAttribute('aria-expanded')
    await expect.poll(says).toBe('false')
    await spot(app).click()
    await expect.poll(says).toBe('true')
    await app.page.keyboard.press('Escape')
    await expect.poll(says).toBe('false')
  })

  test('lies beside other guides, which make room when it is opened', async () => {
    await using app = await open()
    const other = tooltipOn(
      { id: 'before' },
      { guide: 'other', step: { content: [{ heading: 'Other' }] } },
    )
    await app.showAll([hotspotOn(), { priority: 9 }], [other, { priority: 1 }])
    await app.card.getByText('Other').first().waitFor()
    await spot(app).waitFor()
    await spot(app).click()
    await app.card.getByText('Start here').waitFor()
    expect(await app.card.count()).toBe(1)
    expect(await app.recorded()).not.toContain('$guide_dismissed')
  })

  test('starts another guide, where its author says so', async () => {
    await using app = await open()
    const other = tooltipOn(
      { id: 'after' },
      { guide: 'other', step: { content: [{ heading: 'Other' }] } },
    )
    await app.showAll(
      [hotspotOn({ look: 'icon', start: 'other' }), {}],
      [other, { trigger: { after: { event: 'Never' } } }],
    )
    await spot(app).click()
    await app.card.getByText('Other').first().waitFor()
    expect(await app.isBeside('#after')).toBe(true)
    expect(await spot(app).isVisible()).toBe(true)
  })

  test('takes no letter from whoever is writing', async () => {
    await using app = await open()
    await app.page.locator('#note').focus()
    await app.show(hotspotOn({ look: 'badge', label: 'New' }))
    await app.page.keyboard.type('one ')
    await spot(app).click()
    await app.page.keyboard.type('two ')
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.page.keyboard.type('three')
    expect(await app.page.locator('#note').inputValue()).toBe('one two three')
  })
})
