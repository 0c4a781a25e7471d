import type { FromDebugged } from '@waymark/schemas/wire/debugging'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

const customer = 'https://app.acme.example'
const json = (route: Route, status: number, body: unknown): Promise<void> =>
  route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) })

/** A line as the server has it: what the page says is heard by who waits, once it is joined. */
const serveLine = async (page: Page) => {
  const told: unknown[] = []
  let waiting: Route | undefined
  await page.route('**/api/inspect/lines', (route) =>
    json(route, 201, { line: 'l1', code: 'ABCDEFGH', expires: Date.now() + 300_000 }),
  )
  await page.route('**/api/inspect/lines/**', (route) => {
    const request = route.request()
    if (request.method() === 'GET') {
      waiting = route
      return
    }
    if (request.method() === 'POST') told.push(...request.postDataJSON().said)
    return route.fulfill({ status: 204 })
  })
  return {
    told,
    say: async (next: number, ...said: readonly FromDebugged[]): Promise<void> => {
      await expect.poll(() => waiting !== undefined).toBe(true)
      const route = waiting
      waiting = undefined
      await route?.fulfill({ json: { joined: true, said, next } })
    },
  }
}

test.each([
  ['light', 1280],
  ['dark', 390],
] as const)(
  'the panel in a page that cuts its line to the dashboard stayed without the half of the server: %s, %i px',
  async (colorScheme, width) => {
    await using app = await openApp(browser, { colorScheme, width })
    const { page } = app
    const { told, say } = await serveLine(page)
    await page.context().route(`${customer}/**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'cross-origin-opener-policy': 'same-origin' },
        body: '<!doctype html><title>Acme</title>',
      }),
    )
    await page.route('**/api/people/**', (route) => json(route, 200, { id: 'ada', name: 'Ada' }))
    await app.go('/definitions')
    await page.getByRole('button', { name: 'Debug in your app' }).click()
    await page.getByLabel('Which page of your app?').fill(`${customer}/cart`)
    await page.getByRole('button', { name: 'Open the page' }).click()
    const bar = page.getByRole('region', { name: 'Being debugged now' })
    const opening = page.context().waitForEvent('page', (opened) => opened.url().includes('#'))
    await bar.getByRole('button', { name: 'Open it with a code' }).click()
    expect((await opening).url()).toBe(`${customer}/cart#wm_debug`)
    await bar.getByText('ABCD-EFGH').waitFor()
    expect(await bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    await say(0)
    await say(1, { say: 'who', userId: 'ada', anonymousId: 'v-1' })
    await bar.getByText('The page says that it is Ada').waitFor()
    await bar.getByText('ABCD-EFGH').waitFor({ state: 'detached' })
    await expect.poll(() => told).toEqual([{ say: 'asked' }])
    await bar.getByRole('button', { name: 'Keep it here' }).click()
    await expect.poll(() => told).toEqual([{ say: 'asked' }, { say: 'kept' }])
    expect(app.faults).toEqual([])
  },
  60_000,
)
