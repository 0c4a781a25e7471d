import type { GuideContent } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { body, css, fits, snapshot, violations } from './app-page.ts'
import { type GuidePage, type GuidePageOptions, openGuidePage, startBrowser } from './guide-page.ts'
import { looks } from './looks.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const shown = async (
  guide: GuideContent,
  options: Partial<GuidePageOptions> = {},
): Promise<GuidePage> => {
  const app = await openGuidePage(browser, { body, css, reducedMotion: true, ...options })
  await app.page.evaluate(() => window.wm.setReached(['product']))
  await app.show(guide)
  await app.hasRecorded('$guide_rendered')
  const opener = guide.hotspot ? '.spot-button' : guide.launcher && '.launch'
  if (opener) await app.page.locator(`waymark-guide ${opener}`).click()
  await app.box.waitFor()
  return app
}

const hostile = `* { letter-spacing: .3em !important; text-transform: uppercase !important; font-size: 31px !important; color: red !important; float: right !important }
html { font-size: 40px } body > div:empty, html > :not(head, body) { display: none !important; opacity: 0 !important }
button, input { transform: rotate(4deg); all: unset } h2 { display: none !important } dialog, [popover] { display: none !important } :last-child { margin-bottom: 33px }`

for (const [name, guide] of Object.entries(looks)) {
  describe(name, () => {
    for (const mode of ['light', 'dark'] as const) {
      test(`has nothing that axe would report, in a ${mode} page`, async () => {
        await using app = await shown(guide, {
          ...{ html: `lang="en" class="${mode}"`, colorScheme: mode },
          ...{ width: 720, height: 420 },
        })
        await snapshot(app, `${name}-${mode}`)
        expect(await violations(app)).toEqual([])
        expect(await fits(app)).toBe(true)
        expect(app.complaints).toEqual([])
      })
    }

    test('fits a screen of 320 px, and one of 640 x 360 at 200 %', async () => {
      for (const [width, height] of [
        [320, 640],
        [320, 180],
      ] as const) {
        await using app = await shown(guide, { width, height })
        expect(await fits(app)).toBe(true)
        expect(await app.page.evaluate(() => document.documentElement.scrollWidth)).toBe(
          await app.page.evaluate(() => document.documentElement.clientWidth),
        )
      }
    })

    test('keeps its own look in a hostile page', async () => {
      await using app = await shown(guide, { css: hostile, body: '<button>New product</button>' })
      const look = await app.box
        .locator('h2, .ask')
        .first()
        .evaluate((text) => {
          const { letterSpacing, textTransform, float, color } = getComputedStyle(text)
          return [letterSpacing.slice(0, 3), textTransform, float, color]
        })
      expect(look).toEqual([
        expect.stringMatching(/^(nor|-0\.)/),
        'none',
        'none',
        'rgb(22, 33, 29)',
      ])
      expect(await fits(app)).toBe(true)
    })

    test('moves nothing for those who want no motion', async () => {
      await using app = await shown(guide)
      const names = await app.box.evaluate((card) => getComputedStyle(card).animationName)
      expect(names).toBe('none')
    })
  })
}
