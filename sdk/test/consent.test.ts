import { describe, expect, test } from 'vitest'
import { decision } from './collector.ts'
import { type Page, useStage } from './stage.ts'

const stage = useStage()

const stored = (page: Page) =>
  page.evaluate(`(async () => {
    const databases = await indexedDB.databases()
    return { cookie: document.cookie, items: Object.keys(localStorage), databases: databases.map(({ name }) => name) }
  })()`)
const nothing = { cookie: '', items: [], databases: [] }
const names = () => stage().collector.events.map(({ event, type }) => event ?? type)

describe('before the visitor has said anything', () => {
  test('nothing is stored or sent; then what was held is', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ attributes: 'data-consent="pending"' }))
    await page.evaluate(
      "waymark.identify('ann'); for (let i = 0; i < 120; i++) waymark.track('Held', { i })",
    )
    expect(await stored(page)).toEqual(nothing)
    expect(collector.requests.filter((request) => request.includes('/v1/'))).toEqual([])
    await page.evaluate("waymark.consent('granted')")
    await collector.until(() => collector.named('Held').length === 98)
    expect(names().slice(0, 2)).toEqual(['page', 'identify'])
    expect(collector.named('Held').every(({ userId }) => userId === 'ann')).toBe(true)
  })

  test('a no deletes what was held, and is remembered', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ attributes: 'data-consent="pending"' }))
    await page.evaluate("waymark.track('Held'); waymark.consent('denied')")
    await page.goto(shop.page({ path: '/next' }))
    await page.evaluate(
      "waymark.track('Denied'); waymark.consent('granted'); waymark.track('Allowed')",
    )
    await collector.until(() => collector.named('Allowed').length)
    expect(names()).not.toContain('Held')
    expect(names()).not.toContain('Denied')
  })
})

describe('a visitor who says no', () => {
  test('has the queue and the ids deleted, and no guides', async () => {
    const { collector, context, page, shop } = stage()
    collector.decide(() => [decision('welcome')])
    await page.goto(shop.page())
    await page.locator('#guides li').waitFor({ state: 'attached' })
    await collector.until(() => collector.events.length)
    const before = collector.events[0]?.anonymousId
    await context.setOffline(true)
    await page.evaluate("waymark.track('Queued')")
    await page.evaluate("waymark.consent('denied')")
    expect(await page.locator('#guides li').count()).toBe(0)
    await context.setOffline(false)
    expect(await stored(page)).toMatchObject({
      cookie: '',
      items: [expect.stringContaining('consent')],
    })
    await page.evaluate("waymark.consent('granted'); waymark.track('Again')")
    const [again] = await collector.until(
      () => collector.named('Again').length && collector.named('Again'),
    )
    expect(names()).not.toContain('Queued')
    expect(again?.anonymousId).not.toBe(before)
  })

  test('and then yes is seen on the page that they are on, and is asked for: guides come', async () => {
    const { collector, page, shop } = stage()
    collector.decide(({ anonymousId }) =>
      collector.events.some((event) => event.anonymousId === anonymousId)
        ? [decision('welcome')]
        : [],
    )
    await page.goto(shop.page({ attributes: 'data-consent="denied"' }))
    await page.waitForFunction('waymark.version')
    await page.evaluate("waymark.track('Denied'); waymark.consent('granted')")
    await collector.until(() => collector.events.length && collector.streams())
    expect(names()).toEqual(['page'])
    collector.push()
    await page.locator('#guides li').waitFor({ state: 'attached' })
    await page.evaluate("waymark.consent('granted'); waymark.track('Later')")
    await collector.until(() => collector.named('Later').length)
    expect(names().filter((name) => name === 'page')).toEqual(['page'])
  })

  test('may refuse analytics alone: guides still come, and every request says so', async () => {
    const { collector, page, shop } = stage()
    collector.decide(() => [decision('welcome')])
    await page.goto(
      shop.page({ after: "waymark.identify('ann'); waymark.consent({ analytics: 'denied' })" }),
    )
    await page.locator('#guides li').waitFor({ state: 'attached' })
    await page.evaluate("waymark.track('Analytics'); waymark.guides.show('welcome')")
    await collector.until(() => collector.named('$guide_rendered').length)
    expect(names()).toEqual(['$guide_rendered'])
    expect(collector.asked[0]?.context?.consent).toEqual({ analytics: false, guides: true })
    expect(collector.batches[0]?.context?.consent).toEqual({ analytics: false, guides: true })
  })

  test('to analytics alone, and was never here before, was kept and given an id', async () => {
    const { collector, page, shop } = stage()
    const after = "waymark.consent({ analytics: 'denied' }); waymark.track('Denied')"
    const said = { cookie: '', items: [expect.stringContaining('consent')] }
    await page.goto(shop.page({ after }))
    await page.waitForFunction('waymark.version')
    await page.evaluate("dispatchEvent(new Event('online'))")
    await page.goto(shop.page({ path: '/next' }))
    await page.waitForFunction('waymark.version')
    expect(await page.evaluate('waymark.guides.decide()')).toEqual([])
    expect(await stored(page)).toMatchObject(said)
    expect(collector.requests.filter((request) => request.includes('/v1/'))).toEqual([])
    await page.evaluate("waymark.consent({ guides: 'granted' })")
    await collector.until(() => collector.asked.length)
    expect(await page.evaluate('document.cookie')).not.toBe('')
  })

  test('to analytics alone, in the middle of their first visit, has the id deleted, in other tabs too', async () => {
    const { collector, context, page, shop } = stage()
    await page.goto(shop.page())
    const other = await context.newPage()
    await other.goto(shop.page())
    await collector.until(() => collector.events.length === 2)
    // To the second tab they were here before: it knows their id from storage.
    await page.evaluate("waymark.consent({ analytics: 'denied' })")
    expect(await page.evaluate('document.cookie')).toBe('')
    await expect.poll(() => other.evaluate('document.cookie')).toBe('')
  })

  test('says it to all tabs', async () => {
    const { collector, context, page, shop } = stage()
    await page.goto(shop.page())
    const other = await context.newPage()
    await other.goto(shop.page())
    await collector.until(() => collector.events.length === 2)
    await page.evaluate("waymark.consent('denied')")
    await expect.poll(() => other.evaluate('document.cookie')).toBe('')
    await other.evaluate("waymark.track('Denied elsewhere')")
    await other.evaluate("waymark.consent('granted'); waymark.track('Granted here')")
    await collector.until(() => collector.named('Granted here').length)
    expect(names()).not.toContain('Denied elsewhere')
  })
})

describe('Global Privacy Control', () => {
  const before = "Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })"
  const sent = () => stage().collector.requests.filter((request) => request.includes('/v1/'))

  test('means no analytics until the host says otherwise', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ before, after: "waymark.identify('ann')" }))
    await collector.until(() => collector.asked.length)
    await page.evaluate(
      "waymark.track('Signalled'); waymark.consent('granted'); waymark.track('Allowed')",
    )
    await collector.until(() => collector.events.length === 2)
    expect(new Set(names())).toEqual(new Set(['page', 'Allowed']))
  })

  test('kept an id of a new visitor and sent it, though nothing is ever decided for them', async () => {
    const { collector, page, shop } = stage()
    collector.decide(({ userId }) => (userId === 'ann' ? [decision('for-ann')] : []))
    await page.goto(shop.page({ before, after: "waymark.track('Signalled')" }))
    await page.waitForFunction('waymark.version')
    await page.evaluate("dispatchEvent(new Event('online'))")
    await page.goto(shop.page({ before, path: '/next' }))
    await page.waitForFunction('waymark.version')
    expect(await page.evaluate('waymark.guides.decide()')).toEqual([])
    expect(await stored(page)).toEqual(nothing)
    expect(sent()).toEqual([])
    await page.evaluate("waymark.identify('ann')")
    await page.locator('#guides li', { hasText: 'for-ann' }).waitFor({ state: 'attached' })
    await page.evaluate('waymark.reset()')
    expect(await page.locator('#guides li').count()).toBe(0)
    expect(await stored(page)).toMatchObject({ cookie: '', items: [] })
    expect(collector.asked.map(({ userId }) => userId)).toEqual(['ann'])
  })
})

test('a page may ask for no storage at all', async () => {
  const { collector, page, shop } = stage()
  await page.goto(shop.page({ attributes: 'data-storage="none"' }))
  await page.evaluate(
    "waymark.identify('ann'); waymark.track('Unstored'); waymark.consent('granted')",
  )
  await collector.until(() => collector.named('Unstored').length)
  expect(await stored(page)).toEqual(nothing)
})
