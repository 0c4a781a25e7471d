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

test('page views and clicks of an author counted as a user of the app, on the next pages of that window too', async () => {
  const { context, page, shop, collector } = stage()
  const asked = {
    body: '<button>Buy</button>',
    after: "waymark.identify('ann'); waymark.track('Asked')",
  }
  const author = await context.newPage()
  await author.addInitScript(() => {
    window.name = 'waymark:authoring'
  })
  for (const path of ['/', '/next']) {
    await author.goto(shop.page({ ...asked, path }))
    await expect.poll(() => started(author)).toBe('tools-authoring for ann')
    await author.getByRole('button', { name: 'Buy' }).click()
    await author.evaluate("history.pushState({}, '', '/pushed')")
  }
  await author.goto(`${shop.page(asked)}#wm_author`)
  await author.getByRole('button', { name: 'Buy' }).click()
  await author.close()
  expect(collector.events).toEqual([])

  // Another window of the same browser is a visitor's: nothing of the author's waited for it either.
  await page.goto(shop.page({ after: "waymark.track('Visited')" }))
  await collector.until(() => collector.named('Visited').length && collector.events.length === 2)
  expect(collector.events.map(({ event, type }) => event ?? type)).toEqual(['Visited', 'page'])
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
