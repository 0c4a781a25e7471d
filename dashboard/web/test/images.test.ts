// biome-ignore-all lint/correctness/noNodejsModules: runs in Node
import { Buffer } from 'node:buffer'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

test('an image is sent as it is; what is none is told so, and not sent', async () => {
  await using app = await openApp(browser)
  await app.go('/images')
  const { page, server } = app
  await page.getByLabel('choose some').setInputFiles([
    { name: 'plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    { name: 'confetti.png', mimeType: 'image/png', buffer: png },
  ])
  await page.getByText('SVG is not taken: it can carry scripts.').waitFor()
  await page.getByText('confetti.png is here').waitFor()
  expect(server.posted).toEqual([
    expect.objectContaining({
      path: '/api/assets',
      body: { data: png.toString('base64'), name: 'confetti.png' },
    }),
  ])
  await page.getByRole('button', { name: 'Dismiss plan.svg' }).click()
  await page.getByText('plan.svg').waitFor({ state: 'detached' })
  expect(app.faults).toEqual([])
})

test('an image that nothing shows goes when the time to take it back is over', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  await page.clock.install()
  await app.go('/images')
  const remove = page.getByRole('button', { name: 'Remove confetti.webp' })
  expect(await page.getByRole('button', { name: 'Remove editor.png' }).isDisabled()).toBe(true)
  await remove.click()
  await remove.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await remove.waitFor()
  await page.clock.fastForward(20_000)
  expect(server.posted).toEqual([])
  await remove.click()
  await remove.waitFor({ state: 'detached' })
  await page.clock.fastForward(20_000)
  await expect
    .poll(() => server.posted.map(({ method, path }) => `${method} ${path}`))
    .toEqual(['DELETE /api/assets/bbb2'])
})
