import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const css = '.primary {\n  border-radius: 99px;\n  text-transform: uppercase;\n}'

test('CSS of a brand is seen in the example while it is written, and saved with it', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server, faults } = app
  const brand = page.getByRole('region', { name: 'Brand' })
  const field = brand.getByLabel('CSS for the parts of a guide')
  const next = brand.locator('.brand-sample .primary').first()
  const look = () =>
    next.evaluate((button) => {
      const { borderRadius, textTransform } = getComputedStyle(button)
      return [borderRadius, textTransform]
    })
  expect(await look()).toEqual(['6px', 'none'])
  await field.fill(css)
  await expect.poll(look).toEqual(['99px', 'uppercase'])
  await brand.getByRole('button', { name: 'Use this look' }).click()
  await page.getByText('Guides and e-mails look like this from now on').waitFor()
  const applied = server.posted.filter(({ path }) => path === '/api/definitions/apply')
  expect(applied).toMatchObject([{ body: { documents: [{ kind: 'brand', css }] } }])
  expect(faults).toEqual([])
})

test('what is refused is told of by line, is not in the example, and cannot be saved; the saved CSS comes back', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, faults } = app
  const brand = page.getByRole('region', { name: 'Brand' })
  const field = brand.getByLabel('CSS for the parts of a guide')
  await field.fill(
    `${css}\n.close { display: none }\n.primary { background: url(https://evil.test) }`,
  )
  const said = brand.getByRole('listitem')
  await said.filter({ hasText: 'Line 5 the close control' }).waitFor()
  await said.filter({ hasText: 'Line 6 url() is not taken' }).waitFor()
  await brand.getByRole('button', { name: 'Line 5' }).first().click()
  const picked = await field.evaluate((text) => {
    const { value, selectionStart, selectionEnd } = text as HTMLTextAreaElement
    return value.slice(selectionStart, selectionEnd)
  })
  expect(picked).toBe('.close { display: none }')
  const save = brand.getByRole('button', { name: 'Use this look' })
  expect(await save.isDisabled()).toBe(true)
  const radius = () =>
    brand
      .locator('.brand-sample .primary')
      .first()
      .evaluate((button) => getComputedStyle(button).borderRadius)
  expect(await radius()).toBe('6px')
  await field.fill('.primary {\n  color: #ffffff;\n}')
  await said.filter({ hasText: 'Line 2 nobody checks' }).waitFor()
  expect(await save.isDisabled()).toBe(false)
  await brand.getByRole('button', { name: 'Take it out again' }).click()
  expect(await field.inputValue()).toBe('')
  expect(faults).toEqual([])
})

test('a brand that could not be saved was gone from its form; it stays there to be sent again', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  const brand = page.getByRole('region', { name: 'Brand' })
  const font = brand.getByLabel('Font of your app')
  await page.route('**/api/definitions/apply', (route) => route.abort())
  await font.fill('Inter, sans-serif')
  await brand.getByRole('button', { name: 'Use this look' }).click()
  await page.getByText('The server does not answer.').waitFor()
  expect(await font.inputValue()).toBe('Inter, sans-serif')
  await page.unroute('**/api/definitions/apply')
  await brand.getByRole('button', { name: 'Use this look' }).click()
  await page.getByText('Guides and e-mails look like this from now on').waitFor()
  const applied = server.posted.filter(({ path }) => path === '/api/definitions/apply')
  expect(applied).toMatchObject([{ body: { documents: [{ font: 'Inter, sans-serif' }] } }])
})
