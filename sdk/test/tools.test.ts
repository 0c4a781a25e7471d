import { expect, test } from 'vitest'
import { type Page, useStage } from './stage.ts'

const stage = useStage()

const signedIn = "waymark.identify('ann')"
const started = (page: Page) => page.evaluate(() => document.documentElement.dataset.tool)
const toolRequests = () => stage().collector.requests.filter((url) => url.includes('/sdk/tools-'))

test.each([
  ['a query', '?wm_debug'],
  ['one of several', '?tab=2&wm_debug=1'],
  ['a fragment', '#wm_debug'],
  ['the query of a hash route', '#/board?wm_debug'],
])('an address that asks for it by %s opens the debug panel', async (_, mark) => {
  const { page, shop } = stage()
  await page.goto(shop.page({ after: signedIn }) + mark)
  await expect.poll(() => started(page)).toBe('tools-debug for ann')
  expect(await page.evaluate('refused')).toEqual([])
})

test('a window that was named by the dashboard opens authoring, on its next page too', async () => {
  const { page, shop } = stage()
  await page.addInitScript(() => {
    if (!window.name) window.name = 'waymark:author:1'
  })
  await page.goto(shop.page({ after: signedIn }))
  await expect.poll(() => started(page)).toBe('tools-authoring for ann')
  await page.goto(shop.page({ path: '/next' }))
  await expect.poll(() => started(page)).toBe('tools-authoring for ann')
})

test('an address that asks for it opens authoring where no window can be named', async () => {
  const { page, shop } = stage()
  await page.goto(`${shop.page({ after: signedIn })}#wm_author`)
  await expect.poll(() => started(page)).toBe('tools-authoring for ann')
})

test('a visitor loads none of it', async () => {
  const { page, shop, collector } = stage()
  await page.goto(shop.page({ after: "waymark.track('Settled')" }))
  await collector.until(() => collector.named('Settled').length)
  expect(toolRequests()).toEqual([])
  expect(await started(page)).toBeUndefined()
})
