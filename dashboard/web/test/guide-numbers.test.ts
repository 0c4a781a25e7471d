import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

test('the list of guides says how each does, and leads to its numbers', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const { page } = app
  const guide = page.locator('#guide-install-the-code')
  await guide.getByText('Shown to 214 people in 30 days: 41% clicked, 35% completed it.').waitFor()
  await guide.getByRole('link', { name: 'Numbers' }).click()
  await page.getByRole('heading', { level: 1, name: 'Install the code' }).waitFor()
  const did = page.getByRole('table', { name: 'By what people clicked and left it' })
  expect(await did.getByRole('row', { name: 'Escape key closed it' }).textContent()).toContain('20')
  await did.getByText('clicked, not there any more').waitFor()
  expect(app.faults).toEqual([])
})

test('each step says who came, who stopped and what they clicked', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions/guides/welcome')
  const steps = app.page.getByRole('region', { name: 'Step by step' }).getByRole('listitem')
  expect(await steps.count()).toBe(4)
  const text = await steps.nth(2).textContent()
  expect(text).toContain('69 people, 52% of all; 58% of the step before; 8 stopped here')
  expect(await steps.nth(3).textContent()).toContain('not in the newest version')
  expect(app.faults).toEqual([])
})

test('the version and the time asked for are in the address; what matches nobody leads back', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions/guides/install-the-code')
  const { page } = app
  const asked = page.waitForRequest((request) =>
    /guide-numbers\/install-the-code\?.*from=0.*version=1/.test(request.url()),
  )
  await page.getByRole('button', { name: 'All that is kept' }).click()
  await page.getByLabel('Version').selectOption('1')
  await asked
  expect(new URL(page.url()).search).toBe('?days=all&version=1')
  const csv = page.getByRole('link', { name: 'Export CSV' })
  expect(await csv.getAttribute('href')).toContain('version=1')
  await app.go('/definitions/guides/install-the-code?version=9')
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  await page.getByRole('link', { name: 'Show all' }).click()
  await page.getByText('214').waitFor()
  expect(app.faults).toEqual([])
})

test('a guide that nobody was shown says where to look', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions/guides/unseen')
  await app.page.getByRole('heading', { name: 'Shown to nobody in this time' }).waitFor()
  const who = app.page.getByRole('link', { name: 'Who is shown it?' })
  expect(await who.getAttribute('href')).toBe(
    '/definitions?kind=engagement&search=Not%20seen%20yet',
  )
})
