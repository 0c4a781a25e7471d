import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** What hydration and some extensions do: an element that the page does not know goes, `most` times. */
const takesOut = (most: number): string => `let left = ${most}
window.taken = 0
new MutationObserver(() => {
  for (const each of document.querySelectorAll('waymark-guide')) {
    if (left-- <= 0) return
    each.remove()
    window.taken++
  }
}).observe(document.documentElement, { childList: true, subtree: true })`

const body = '<main><h1>Products</h1><button id="new">New product</button></main>'
const target = { id: 'new', role: 'button', name: 'New product' }

test('a page that took out what it did not know was fought without end: the guide is missed, unpainted, and another has its turn', async () => {
  await using app = await openGuidePage(browser, { body, script: takesOut(1e6) })
  await app.showAll([tooltipOn(target), { capped: true }])
  await app.hasRecorded('$guide_released')
  const recorded = await app.recorded()
  expect(recorded).toContain('$guide_missed')
  expect(recorded).not.toContain('$guide_rendered')
  const taken = await app.page.evaluate('window.taken')
  expect(taken).toBeLessThan(12)
  await app.page.evaluate(() => document.querySelector('h1')?.append('!'))
  await app.page.waitForTimeout(500)
  expect(await app.page.evaluate('window.taken')).toBe(taken)
  expect(app.complaints).toEqual([])
})

test('a page that takes it out once has it back', async () => {
  await using app = await openGuidePage(browser, { body, script: takesOut(1) })
  await app.show(tooltipOn(target))
  await app.hasRecorded('$guide_rendered')
  await app.card.waitFor()
  expect(await app.recorded()).not.toContain('$guide_missed')
})
