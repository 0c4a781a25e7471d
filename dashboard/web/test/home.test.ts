import type { Me } from '@waymark/schemas/api/me'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

/** Holds the answers to addresses that match; gives what lets them go. */
const hold = async (page: Page, address: RegExp): Promise<() => void> => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(address, async (route) => {
    await held
    await route.continue()
  })
  return release
}

test('who sells came to the journey after signing in, not to the leads that wait for them', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  await page.route('**/api/me', async (route) => {
    const answer = await route.fetch()
    const me = (await answer.json()) as Me
    await route.fulfill({ response: answer, json: { ...me, user: { ...me.user, role: 'sdr' } } })
  })
  await page.goto(`${server.url}/`)
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  // A lead of a colleague is not theirs to give back: nothing offers it.
  await page.getByRole('button', { name: /Jonas Weber/ }).click()
  await page.getByRole('button', { name: 'Release', disabled: true }).waitFor()
})

test('somebody who left the first page before it knew where to lead was taken back from where they went', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  const letSetup = await hold(page, /\/api\/setup/)
  const letPage = await hold(page, /definitions-page/)
  const setup = page.waitForResponse(/\/api\/setup/)
  await page.goto(`${server.url}/`)
  await page.getByRole('link', { name: 'Guides and definitions' }).click()
  letSetup()
  await (await setup).finished()
  // Two frames: by then the first page has rendered the answer.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  letPage()
  await page.getByRole('heading', { name: 'Guides and definitions' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/definitions')
  expect(app.faults).toEqual([])
})
