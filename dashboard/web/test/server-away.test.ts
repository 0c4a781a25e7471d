import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

test('a page that was not opened before took the whole dashboard away while the server was: it says so, and comes once it is back', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page } = app
  const context = page.context()
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Journey to value' }).click()
  await page.getByText('The server does not answer. Is it running?').first().waitFor()
  expect(await page.getByRole('link', { name: 'Inbox' }).count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await page.getByRole('heading', { name: 'Journey to value' }).waitFor()
})
