import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

/** Names written from right to left of which a part does not fit, and whether the beginning of each can be seen. */
const cutNames = (page: Page): Promise<readonly boolean[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.name')]
      .filter((name) => /^[\u0600-\u06ff]/.test(name.textContent ?? ''))
      .filter((name) => name.checkVisibility() && name.scrollWidth > name.clientWidth)
      .map((name) => {
        const text = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode()
        if (!text) return false
        const first = document.createRange()
        first.setStart(text, 0)
        first.setEnd(text, 1)
        const { left, right } = first.getBoundingClientRect()
        const box = name.getBoundingClientRect()
        return left >= box.left - 1 && right <= box.right + 1
      }),
  )

for (const path of ['/people', '/accounts', '/live', '/inbox', '/alerts']) {
  test(`a name from right to left lost its beginning where it did not fit, ${path}`, async () => {
    await using app = await openApp(browser, { width: 390, scenario: 'hostile' })
    await app.go(path)
    await app.page.waitForFunction(
      () => ![...document.querySelectorAll('.name')].some((name) => name.textContent === '…'),
    )
    const seen = await cutNames(app.page)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).not.toContain(false)
  })
}

/** Holds the answers to addresses that match until they are let go. */
const holding = async (page: Page, match: RegExp): Promise<() => void> => {
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(match, async (route) => {
    await gate
    await route.continue()
  })
  return letGo
}

test('the live list showed ids in the place of names until the names came', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const letGo = await holding(page, /\/api\/names/)
  await app.go('/live')
  const who = page.locator('tbody tr td:nth-child(3)')
  await who.first().waitFor()
  expect(new Set(await who.allTextContents())).toEqual(new Set(['…']))
  letGo()
  await page.getByRole('cell', { name: 'Mara Okafor' }).first().waitFor()
})

test('who has no name is called by the id once that is known', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await page.route(/\/api\/names/, (route) => route.fulfill({ json: { names: {} } }))
  await app.go('/live')
  await page.getByRole('cell', { name: 'mara@northwind.example' }).first().waitFor()
})

test('the search of the palette said that nothing is called that while it still looked', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await app.go('/people')
  const letGo = await holding(page, /\/api\/(people|accounts)\?.*search=zzq/)
  await page.keyboard.press('Control+k')
  const said = page.getByRole('dialog').getByRole('status')
  const asked = page.waitForRequest(/search=zzq/)
  await page.getByRole('combobox').fill('zzq')
  await said.getByText('Looking for people and accounts…').waitFor()
  await asked
  expect(await said.textContent()).toBe('Looking for people and accounts…')
  letGo()
  await said.getByText('Nothing is called that').waitFor()
})
