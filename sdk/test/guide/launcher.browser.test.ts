import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as appPage from './app-page.ts'
import { guideOf, openGuidePage, startBrowser } from './guide-page.ts'
import { centre } from './help-centre.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<button id="new">New product</button><input id="note" aria-label="Note">'
const open = () => openGuidePage(browser, { body, reducedMotion: true })

describe('a launcher', () => {
  const launcher = guideOf(
    'launcher',
    { content: [] },
    { guide: 'button', launcher: { label: 'Need a hand?', look: 'icon', start: 'help' } },
  )

  test('is there only while what it opens is', async () => {
    await using app = await open()
    await app.show(launcher)
    await app.hasRecorded('$guide_rendered')
    expect(await app.page.locator('waymark-guide .launch').count()).toBe(0)
    await app.showAll([launcher, {}], [centre({ launcher: { label: 'Help', look: 'none' } }), {}])
    await app.page.getByRole('button', { name: 'Need a hand?' }).click()
    await app.page.getByRole('dialog', { name: 'How can we help?' }).waitFor()
    await app.showAll([launcher, {}])
    await expect.poll(() => app.page.locator('waymark-guide .launch').count()).toBe(0)
  })

  for (const position of ['bottom-right', 'top-right', 'bottom-left'] as const) {
    test(`at 390 px lay on top of what it had opened, or under it, at the ${position}`, async () => {
      await using app = await openGuidePage(browser, {
        ...{ body, reducedMotion: true, width: 390, height: 600 },
      })
      const button = app.page.getByRole('button', { name: 'Need a hand?' })
      const opens = { ...launcher, launcher: { label: 'Need a hand?', position, start: 'help' } }
      const items = Array.from({ length: 20 }, (_, at) => ({
        ...{ label: `Article ${at}`, action: { open: `/docs/${at}` } },
      }))
      const panel = centre({ items, launcher: { label: 'Help', look: 'none' } })
      const all = [[opens, {}] as const, [panel, {}] as const]
      await app.showAll(...all)
      for (const _time of [1, 2]) {
        await button.focus()
        await app.page.keyboard.press('Enter')
        await app.card.waitFor()
        await appPage.snapshot(app, `launcher-under-${position}`)
        expect(await button.count()).toBe(0)
        // What is drawn anew is not on top again.
        await app.showAll(...all.toReversed())
        expect(await button.count()).toBe(0)
        const close = app.card.getByRole('button', { name: 'Close' })
        await close.click({ trial: true })
        await app.page.keyboard.press('Escape')
        await button.waitFor()
        expect(await button.evaluate((each) => each.matches(':focus'))).toBe(true)
      }
      await button.click()
      await app.card.getByRole('button', { name: 'Close' }).click()
      await button.waitFor()
    })
  }

  test('stays where there is room for both', async () => {
    await using app = await open()
    const opens = {
      ...launcher,
      launcher: { label: 'Need a hand?', position: 'bottom-left', start: 'help' },
    } as const
    await app.showAll([opens, {}], [centre({ launcher: { label: 'Help', look: 'none' } }), {}])
    const button = app.page.getByRole('button', { name: 'Need a hand?' })
    await button.click()
    await app.card.waitFor()
    expect(await button.isVisible()).toBe(true)
    await app.page.setViewportSize({ width: 390, height: 600 })
    await button.waitFor({ state: 'detached' })
    await app.page.setViewportSize({ width: 1200, height: 600 })
    await button.waitFor()
  })

  for (const mode of ['light', 'dark'] as const) {
    test(`has nothing that axe would report, in a ${mode} page`, async () => {
      await using app = await openGuidePage(browser, {
        ...{ body: appPage.body, css: appPage.css, reducedMotion: true },
        ...{ html: `lang="en" class="${mode}"`, colorScheme: mode, width: 720, height: 420 },
      })
      const labelled = { ...launcher, launcher: { label: 'Need a hand?', start: 'help' } }
      await app.showAll([labelled, {}], [centre({ launcher: { label: 'H', look: 'none' } }), {}])
      await app.page.getByRole('button', { name: 'Need a hand?' }).waitFor()
      await appPage.snapshot(app, `launcher-${mode}`)
      expect(await appPage.violations(app)).toEqual([])
    })
  }
})
