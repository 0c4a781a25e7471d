import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

test('titles of alerts were cut at 1280 px while the columns beside them were empty', async () => {
  await using app = await openApp(browser, { width: 1280, height: 860 })
  await app.go('/alerts')
  await app.page.waitForFunction(
    () => ![...document.querySelectorAll('td .name')].some((name) => name.textContent === '…'),
  )
  const cut = await app.page.evaluate(() =>
    [...document.querySelectorAll('td .name, td time')]
      .filter((part) => {
        const within = part.closest('.name') ?? part.closest('td') ?? part
        return within.scrollWidth > within.clientWidth
      })
      .map((part) => part.textContent),
  )
  expect(await app.page.locator('td .name').count()).toBeGreaterThan(0)
  expect(cut).toEqual([])
  await app.page.getByRole('cell', { name: /^503, again in \d+ min$/ }).waitFor()
})
