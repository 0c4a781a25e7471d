import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      document.activeElement?.getAttribute('aria-label') ??
      document.activeElement?.textContent?.trim() ??
      '',
  )

test('a dialog keeps the focus in, closes on Escape and gives the focus back', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page } = app
  await page.getByRole('button', { name: 'New token' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New API token' })
  await dialog.waitFor()
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press('Tab')
    const inside = await page.evaluate(
      () =>
        document.activeElement === document.body ||
        document.querySelector('dialog')?.contains(document.activeElement),
    )
    expect(inside).toBe(true)
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('New token')
})

const visits = [
  '/setup',
  '/live',
  '/people',
  '/people/production%2Fu%2Fmara%40northwind.example',
  '/accounts',
  '/accounts/production%2Fg%2Fnorthwind-labs',
  '/inbox',
  '/tasks',
  '/definitions',
  '/definitions/guides/install-the-code',
  '/results',
  '/surveys/nps',
  '/alerts',
  '/settings',
] as const

/** Marks every control that can be seen, and gives how many there are; of a roving set the one that Tab reaches. */
const markControls = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]',
    )
    const seen = [...all].filter(
      (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
    )
    for (const element of seen) element.dataset.unmet = 'yes'
    return seen.length
  })

/** Takes the mark off what is focused, and says what of it cannot be seen. */
const meetFocused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return undefined
    delete element.dataset.unmet
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1.5
    return ring || boxShadow !== 'none'
      ? undefined
      : `${element.tagName}.${element.className} ${element.textContent?.slice(0, 30)}`
  })

for (const path of visits) {
  test(`Tab reaches every control of ${path.split('/').slice(0, 3).join('/')}, and shows where it is`, async () => {
    await using app = await openApp(browser)
    await app.go(path)
    const { page } = app
    const count = await markControls(page)
    expect(count).toBeGreaterThan(10)
    const unseen: string[] = []
    for (let step = 0; step < count + 3; step++) {
      await page.keyboard.press('Tab')
      const hidden = await meetFocused(page)
      if (hidden) unseen.push(hidden)
    }
    expect(unseen).toEqual([])
    const unmet = await page.evaluate(() =>
      [...document.querySelectorAll('[data-unmet]')].map(
        (element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 30)}`,
      ),
    )
    expect(unmet).toEqual([])
  })
}

test('every dialog closes on Escape and gives the focus back to what opened it', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const dialogs = [
    ['/definitions', 'New guide'],
    ['/definitions', 'Versions'],
    ['/settings', 'Change origins'],
    ['/alerts', 'How to verify a signature'],
    ['/alerts', 'Show secret'],
  ] as const
  for (const [path, name] of dialogs) {
    await app.go(path)
    await page.getByRole('button', { name }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe(name)
  }
  await app.go('/inbox')
  await page.getByRole('button', { name: 'Close as…' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: /won/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('Close as…')
})

test('what a dialog had to say stood behind it, where no screen reader looks', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const { page } = app
  await page.getByRole('button', { name: 'New guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'New guide' })
  await dialog.getByLabel('What is the guide called?').fill('Install the code')
  await dialog.getByLabel('On which page of your app?').fill('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await dialog.getByRole('status').getByText('That is no address of a page').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('status').getByText('That is no address of a page').waitFor()
})

test('a click outside closes a dialog', async () => {
  await using app = await openApp(browser)
  await app.go('/alerts')
  await app.page.getByRole('button', { name: 'How to verify a signature' }).click()
  await app.page.getByRole('dialog').waitFor()
  await app.page.mouse.click(5, 5)
  await app.page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a menu opens with an arrow key, moves by arrows, Home, End and letters, and closes on Escape', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page } = app
  const button = page.getByRole('button', { name: 'Close as…' })
  await button.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focused(page)).toContain('Won')
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focused(page)).toContain('Lost')
  await page.keyboard.press('End')
  await expect.poll(() => focused(page)).toContain('Bad lead')
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focused(page)).toContain('Won')
  await page.keyboard.press('n')
  await expect.poll(() => focused(page)).toContain('Not now')
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('Close as…')
  await expect.poll(() => page.getByRole('menu').count()).toBe(0)
})

test('tabs change by arrow keys, and only the open one is in the tab order', async () => {
  await using app = await openApp(browser)
  await app.go('/setup')
  const { page } = app
  await page.getByRole('tab', { name: 'Script tag' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(
    await page.getByRole('tab', { name: 'Existing Segment client' }).getAttribute('aria-selected'),
  ).toBe('true')
  await expect.poll(() => focused(page)).toBe('Existing Segment client')
  await page.getByRole('tabpanel').getByText('AnalyticsBrowser').first().waitFor()
  await page.keyboard.press('Home')
  await expect.poll(() => focused(page)).toBe('Script tag')
  expect(
    await page.getByRole('tab', { name: 'Existing Segment client' }).getAttribute('tabindex'),
  ).toBe('-1')
})

test('the palette finds a page and a person, and goes there by Enter', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  await page.keyboard.press('Control+k')
  const input = page.getByRole('combobox')
  await input.fill('jou')
  await page.getByRole('option', { name: /Journey to value/, selected: true }).waitFor()
  await input.fill('mara okafor')
  const person = page.getByRole('option', { name: /Mara Okafor/ }).first()
  await person.waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Mara Okafor' }).waitFor()
})

test('the palette found no guide and no definition, neither by name nor by id', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  await page.keyboard.press('Control+k')
  const input = page.getByRole('combobox')
  await input.fill('trial-pql')
  await page.getByRole('option', { name: /Trial account ready for sales\s*PQL/ }).waitFor()
  await input.fill('power us')
  await page.getByRole('option', { name: /Power users\s*Segment/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Guides and definitions' }).waitFor()
  await page.locator('#segment-power-users').waitFor()
  expect(await page.locator('.definition[id]').count()).toBe(1)
})

test('every key of the sheet works: the sheet is made of the table that binds them', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  const places = {
    j: 'Journey to value',
    l: 'Live events',
    i: 'Inbox',
    a: 'Accounts',
    d: 'Guides and definitions',
    t: 'Alerts',
    s: 'Setup',
    e: 'Settings',
    p: 'People',
  }
  await page.keyboard.press('?')
  for (const [key, name] of Object.entries(places)) {
    expect(
      await page.locator('.keys').filter({ hasText: name }).getByText(key, { exact: true }).count(),
      name,
    ).toBeGreaterThan(0)
  }
  await page.keyboard.press('Escape')
  for (const [key, name] of Object.entries(places)) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
})

test('the sheet opened scrolled down to its last line, which had the focus', async () => {
  await using app = await openApp(browser, { height: 500 })
  await app.go('/people')
  const { page } = app
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await sheet.waitFor()
  await expect.poll(() => focused(page)).toBe('Close')
  expect(await sheet.locator('.dialog-body').evaluate((body) => body.scrollTop)).toBe(0)
})

test('the sheet shows the keys of the page on screen, the space bar by its name', async () => {
  await using app = await openApp(browser)
  await app.go('/live')
  await app.page.keyboard.press('?')
  const keys = app.page.locator('.keys').filter({ hasText: 'Hold or go on' })
  expect(await keys.locator('kbd').textContent()).toBe('space')
})

test('single keys can be switched off, and do nothing while somebody types', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  await page.keyboard.press('/')
  await page.keyboard.type('g j?')
  expect(await page.getByRole('searchbox').inputValue()).toBe('g j?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByLabel('Single keys work').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  expect(new URL(page.url()).pathname).toBe('/people')
})

test('rows are walked by j and k, and opened by Enter', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect.poll(() => focused(page)).toBe('Mara Okafor')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Mara Okafor' }).waitFor()
})

test('colours are chosen by arrow keys, and stay', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  await page.getByRole('radio', { name: 'As the system' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(() => page.getByRole('radio', { name: 'Dark' }).getAttribute('aria-checked'))
    .toBe('true')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(18, 26, 23)',
  )
  await page.reload()
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(18, 26, 23)',
  )
})

test('the first Tab leads past the rail to the page', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  await page.keyboard.press('Tab')
  await expect.poll(() => focused(page)).toBe('Skip to the page')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
})
