import { describe, expect, test } from 'vitest'
import { decision } from './collector.ts'
import { shopKey } from './shop.ts'
import { type Page, useStage } from './stage.ts'

const stage = useStage()
const refused = (page: Page) => page.evaluate('refused')

describe('a page under a strict policy', () => {
  test('records the visit, what it was told before the SDK came, and what it is told later', async () => {
    const { collector, page, shop } = stage()
    const address = shop.page({
      path: '/products',
      after: "waymark.identify('ann', { plan: 'pro' }); waymark.track('Seen early', { n: 1 })",
    })
    await page.goto(`${address}?utm_source=news&email=ann@example.com&wm_debug=1#secret`)
    await collector.until(() => collector.events.some(({ type }) => type === 'page'))
    await page.evaluate("waymark.track('Bought', { price: 3 })")
    const [bought] = await collector.until(
      () => collector.named('Bought').length && collector.named('Bought'),
    )
    const types = collector.events.map(({ type, event }) => event ?? type)
    expect(types).toEqual(['identify', 'Seen early', 'page', 'Bought'])
    expect(bought).toMatchObject({ userId: 'ann', properties: { price: 3 } })
    expect(new Set(collector.events.map(({ anonymousId }) => anonymousId)).size).toBe(1)
    expect(collector.events[2]?.context?.page).toEqual({
      url: `${shop.origin}/products?utm_source=news`,
      path: '/products',
      title: 'Shop',
      search: '?utm_source=news',
    })
    expect(collector.events[2]?.properties).toMatchObject({ path: '/products', title: 'Shop' })
    expect(collector.batches[0]?.writeKey).toBe(shopKey)
    expect(collector.batches[0]?.context).toMatchObject({
      consent: { analytics: true, guides: true },
      locale: 'en',
      library: { name: 'waymark.js' },
    })
    expect(await refused(page)).toEqual([])
  })

  test('loads the guides when something is decided, and not before', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() > 0)
    expect(collector.requests.some((request) => request.includes('/sdk/guide-'))).toBe(false)
    collector.decide(() => [decision('welcome')])
    collector.push()
    await page.locator('#guides li', { hasText: 'welcome' }).waitFor({ state: 'attached' })
    expect(await refused(page)).toEqual([])
    expect(await page.locator('link').count()).toBe(0)
  })
})

describe('a page that goes while the SDK starts', () => {
  /** No turn ever comes, as in the moment between two. */
  const noTurns = 'window.setTimeout = () => 0'
  const early = "waymark.identify('ann'); waymark.track('Seen early')"
  const here = (page: Page) =>
    page.waitForFunction(
      'performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/sdk/waymark.js")) && document.readyState === "complete"',
    )
  const told = () => stage().collector.events.map(({ event, type }) => event ?? type)

  test('has said all that it was told, and who it was for', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ before: noTurns, after: early }))
    await here(page)
    expect(told()).toEqual([])
    await page.goto(shop.page({ path: '/next' }))
    await collector.until(() => told().filter((name) => name === 'page').length === 2)
    expect(told().slice(0, 3)).toEqual(['identify', 'Seen early', 'page'])
    expect(collector.events.map(({ userId }) => userId)).toEqual(['ann', 'ann', 'ann', 'ann'])
    expect(new Set(collector.events.map(({ anonymousId }) => anonymousId)).size).toBe(1)
  })

  test('into the background has said it too', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ before: noTurns, after: early }))
    await here(page)
    await page.evaluate(`
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
    await collector.until(() => told().length === 3)
    expect(told()).toEqual(['identify', 'Seen early', 'page'])
  })

  test('keeps the order when the page calls in between', async () => {
    const { collector, page, shop } = stage()
    await page.goto(
      shop.page({
        before: `window.turns = []; window.later = window.setTimeout; window.setTimeout = (fn) => turns.push(fn)`,
        after: early,
      }),
    )
    await here(page)
    await page.evaluate(
      "waymark.track('In between'); window.setTimeout = later; for (const turn of turns.splice(0)) turn()",
    )
    await collector.until(() => told().length === 4)
    expect(told()).toEqual(['identify', 'Seen early', 'In between', 'page'])
  })

  test('is not started once it was told to stop', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ after: "waymark.track('Seen early'); waymark.stop()" }))
    await page.waitForFunction('waymark.version')
    await page.goto(shop.page({ path: '/next' }))
    await collector.until(() => collector.streams() === 1 && told().includes('page'))
    expect(told().filter((name) => name === 'page')).toHaveLength(1)
  })
})

test('a page that is rendered ahead records nothing until somebody sees it', async () => {
  const { collector, page, shop } = stage()
  const ahead =
    "Object.defineProperty(document, 'prerendering', { configurable: true, value: true })"
  await page.goto(shop.page({ before: ahead, after: "waymark.track('Said ahead')" }))
  await page.waitForFunction('document.readyState === "complete"')
  await page.evaluate(
    "new Promise((resolve) => setTimeout(resolve, 100)).then(() => { waymark.track('Said while ahead') })",
  )
  expect(collector.requests).toEqual(['GET /sdk/waymark.js'])
  await page.evaluate(
    "delete document.prerendering; document.dispatchEvent(new Event('prerenderingchange'))",
  )
  await collector.until(() => collector.streams() === 1 && collector.events.length === 3)
  expect(collector.events.map(({ event, type }) => event ?? type)).toEqual([
    'Said ahead',
    'Said while ahead',
    'page',
  ])
})

test('a page without the inline half of the snippet may call as soon as the file has run', async () => {
  const { collector, page, shop } = stage()
  const tag = `<script nonce="n0nce" src="${collector.origin}/sdk/waymark.js" data-key="${shopKey}"></script>`
  const call = `<script nonce="n0nce">waymark.identify('ann'); waymark.track('By name')</script>`
  await page.goto(shop.page({ snippet: false, body: tag + call }))
  await collector.until(() => collector.events.length === 3)
  expect(collector.events.map(({ event, type }) => event ?? type)).toEqual([
    'identify',
    'By name',
    'page',
  ])
  expect(await refused(page)).toEqual([])
})
