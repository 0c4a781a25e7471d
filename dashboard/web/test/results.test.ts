import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test('each engagement without a holdout said the same three lines', async () => {
  await using app = await openApp(browser)
  await app.go('/results')
  const { page } = app
  const without = page.getByRole('region', { name: 'Without a holdout' })
  await without.getByText(/give each a goal and a share that gets nothing/).waitFor()
  expect(await page.getByText(/Nobody is held out/).count()).toBe(1)
  expect(await page.getByRole('article').count()).toBe(3)
  const listed = without.getByRole('listitem')
  expect(await listed.count()).toBe(0)
  await without.getByText('3 definitions').click()
  expect(await listed.allInnerTexts()).toEqual([
    'Invite to a call Engagement Definition Numbers',
    'What is new Engagement Definition Numbers',
    'Welcome by mail Flow, no goal Definition Numbers',
  ])
  const numbers = without.getByRole('link', { name: 'Numbers of Invite to a call' })
  expect(await numbers.getAttribute('href')).toBe('/definitions/guides/talk-to-us')
  await without.getByRole('link', { name: 'Definition of Welcome by mail' }).click()
  await page.waitForURL(/definitions\?kind=flow&search=welcome$/)
})
