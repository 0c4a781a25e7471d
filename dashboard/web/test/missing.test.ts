import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

const addresses = [
  '/people/production%2Fg%2Fnorthwind-labs',
  '/accounts/production%2Fu%2Fmara%40northwind.example',
] as const

for (const path of addresses) {
  test(`an address that names nobody asked the server, and showed its fault to try again, ${path}`, async () => {
    await using app = await openApp(browser)
    const asked: string[] = []
    app.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await app.go(path)
    await app.page.getByRole('heading', { name: 'No such page' }).waitFor()
    expect(await app.page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect(asked.filter((one) => /^\/api\/(people|accounts)\//.test(one))).toEqual([])
  })
}

const bare = [
  ['/accounts/northwind-labs', '/accounts/production%2Fg%2Fnorthwind-labs', 'Northwind Labs'],
  ['/people/mara@northwind.example', '/people/production%2Fu%2Fmara%40northwind.example', 'Mara'],
] as const

for (const [typed, whole, name] of bare) {
  test(`an address with a bare id was called no page, ${typed}`, async () => {
    await using app = await openApp(browser)
    await app.page.goto(app.server.url + typed)
    await app.page.getByRole('heading', { level: 1, name }).waitFor()
    expect(new URL(app.page.url()).pathname).toBe(whole)
  })
}

test('a bare id of nobody says so', async () => {
  await using app = await openApp(browser)
  await app.page.goto(`${app.server.url}/people/nobody`)
  await app.page.getByText('There is nobody').waitFor()
})

test('an environment that there is not is left by a button that looks like one', async () => {
  await using app = await openApp(browser)
  await app.page.goto(`${app.server.url}/people?env=nope`)
  await app.page.getByRole('heading', { name: 'There is no environment “nope”' }).waitFor()
  const leave = app.page.getByRole('button', { name: 'Production', exact: true })
  expect(await leave.evaluate((button) => getComputedStyle(button).borderStyle)).not.toBe('outset')
  await leave.click()
  await app.page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
})
