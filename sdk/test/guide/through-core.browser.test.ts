import type { GuideContent } from '@waymark/schemas/wire/content'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BuiltFiles } from '../../scripts/build-files.ts'
import { buildWithinMs, builtFiles } from '../built-once.ts'
import { decision, startCollector } from '../collector.ts'
import { startShop } from '../shop.ts'
import { guideOf, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
let files: BuiltFiles
beforeAll(async () => {
  ;[browser, files] = await Promise.all([startBrowser(), builtFiles()])
}, buildWithinMs)
afterAll(() => browser.close())

test('a decision becomes a tooltip in somebody else’s page, and its record reaches ingest', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: tooltipOn({ role: 'button', name: 'Buy' }),
    }),
  )
  collector.decide(() => [
    { ...decision('welcome'), capped: true, trigger: { after: { event: 'Looked' } } },
  ])
  await page.goto(shop.page({ body: '<button>Buy</button>' }))
  await collector.until(() => collector.named('$guide_armed').length)
  await page.evaluate("waymark.track('Looked')")
  const card = page.locator('waymark-guide [role=dialog]')
  await card.getByRole('button', { name: 'Got it' }).click()
  await collector.until(() => collector.named('$guide_completed').length)

  const told = collector.events.flatMap(({ event }) => (event?.startsWith('$guide') ? [event] : []))
  expect(told).toEqual(['$guide_armed', '$guide_rendered', '$guide_clicked', '$guide_completed'])
  expect(collector.requests.filter((request) => request.includes('claim'))).toHaveLength(1)
  expect(await page.evaluate('refused')).toEqual([])
  expect(collector.named('$click')).toEqual([])
  expect(await page.locator('waymark-guide').count()).toBe(0)
  await page.close()
})

test('a modal that is left with its page is told of as left', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: guideOf('modal', { backdrop: false }),
    }),
  )
  collector.decide(() => [{ ...decision('welcome'), trigger: { url: '/' } }])
  await page.goto(shop.page())
  await collector.until(() => collector.named('$guide_rendered').length)
  await page.unrouteAll()
  await page.goto(shop.page({ path: '/next' }))
  await collector.until(() => collector.named('$guide_left').length)
  expect(collector.named('$guide_left')[0]?.properties).toMatchObject({ reason: 'left_page' })
  await page.close()
})

const somebodysTooltip = (page: Page) =>
  page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: tooltipOn({ role: 'button', name: 'Buy' }),
    }),
  )

const afterLooked = { ...decision('welcome'), trigger: { after: { event: 'Looked' } } }

test.each([
  [
    'as soon as its guide was said to be armed',
    "waymark.on('guide:armed', () => waymark.track('Looked'))",
  ],
])('an event was lost that the page tracked %s', async (_, after) => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await somebodysTooltip(page)
  collector.decide(() => [afterLooked])
  await page.goto(shop.page({ after, body: '<button>Buy</button>' }))
  await page.locator('waymark-guide [role=dialog]').waitFor()
  expect(await page.evaluate('refused')).toEqual([])
  await page.close()
})

test('an event was lost that the page tracked while the content of its guide was on the way', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  let send = (): void => {}
  const sent = new Promise<void>((resolve) => {
    send = resolve
  })
  await page.route('**/sdk/content/**', async (route) => {
    await sent
    await route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: tooltipOn({ role: 'button', name: 'Buy' }),
    })
  })
  collector.decide(() => [afterLooked])
  const asked = page.waitForRequest('**/sdk/content/**')
  await page.goto(shop.page({ body: '<button>Buy</button>' }))
  await asked
  expect(await page.evaluate('waymark.guides.list()')).toMatchObject([{ state: 'waiting' }])
  await page.evaluate("waymark.track('Looked')")
  send()
  await page.locator('waymark-guide [role=dialog]').waitFor()
  await page.close()
})

test('a page that gives every object the names of our fields is shown the guide all the same', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await somebodysTooltip(page)
  collector.decide(() => [decision('welcome')])
  const before = `Object.assign(Object.prototype, { after: { event: 'zz' }, target: { testid: 'zz' }, url: '/zz',
    trigger: { url: '/zz' }, layout: 'inline', skip: '1s', kind: 'zz', theme: { accent: 'zz' }, video: 'zz' })`
  await page.goto(shop.page({ before, body: '<button>Buy</button>' }))
  await page.locator('waymark-guide [role=dialog]').getByRole('button', { name: 'Got it' }).click()
  await collector.until(() => collector.named('$guide_completed').length)
  expect(collector.named('$sdk_error')).toEqual([])
  expect(await page.evaluate('String(refused)')).toBe('')
  await page.close()
})

test.each(['sort', 'splice'])(
  'a page that breaks Array.prototype.%s under a guide hears of no error',
  async (name) => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    const page = await browser.newPage()
    await somebodysTooltip(page)
    collector.decide(() => [{ ...decision('welcome'), trigger: { url: '/' } }])
    await page.goto(shop.page({ body: '<button>Buy</button>' }))
    await collector.until(() => collector.named('$guide_rendered').length)
    await page.evaluate(`{
    const kept = Array.prototype.${name}
    Array.prototype.${name} = function () {
      Array.prototype.${name} = kept
      waymark.track('Met')
      throw new Error('broken')
    }
    history.pushState({}, '', '/elsewhere')
  }`)
    await collector.until(() => collector.named('Met').length)
    expect(await page.evaluate('String(refused)')).toBe('')
    await page.close()
  },
)

test('a claim that is refused is not asked for again', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  let claims = 0
  await page.route('**/v1/messages/claim', (route) => {
    claims++
    return route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: {} })
  })
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: tooltipOn({ role: 'button', name: 'Buy' }),
    }),
  )
  collector.decide(() => [{ ...decision('welcome'), capped: true }])
  await page.goto(shop.page({ body: '<button>Buy</button>' }))
  await collector.until(() => collector.named('$guide_missed').length)
  // Of what is asked for again it is said to be waiting.
  expect(await page.evaluate('waymark.guides.list()')).toMatchObject([{ state: 'done' }])
  expect([claims, collector.named('$guide_released').length]).toEqual([1, 0])
  await page.close()
})

test('an author was shown the published guides beside the draft, and was counted', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await page.addInitScript(() => {
    window.name = 'waymark:authoring'
  })
  collector.decide(() => [decision('welcome')])
  await page.goto(shop.page({ body: '<button>Buy</button>' }))
  await page.locator('waymark-guide .panel').getByRole('textbox', { name: 'Code' }).waitFor()
  expect(await page.evaluate("waymark.guides.show('welcome')")).toBe(false)
  expect(await page.evaluate('waymark.guides.decide()')).toEqual([])
  await page.evaluate("waymark.track('Later')")
  await page.reload()
  await page.locator('waymark-guide .panel').getByRole('textbox', { name: 'Code' }).waitFor()
  expect(collector.events).toEqual([])
  expect([collector.asked, await page.evaluate('refused')]).toEqual([[], []])
  await page.close()
})

const ofEveryPart: readonly GuideContent[] = [
  guideOf('modal'),
  guideOf('banner', { layout: 'push' }),
  guideOf('slideout', {
    content: [
      { heading: 'Tell us' },
      { input: { id: 'role', label: 'Your role' } },
      {
        button: {
          label: 'Got it',
          action: [{ 'set-trait': { name: 'role', from: 'role' } }, { complete: true }],
        },
      },
    ],
  }),
]

test.each(ofEveryPart)(
  'a $type comes as a file of its own, under the strictest policy',
  async (guide) => {
    await using collector = await startCollector(files)
    await using shop = await startShop(collector.origin)
    const page = await browser.newPage()
    await page.route('**/sdk/content/**', (route) =>
      route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: guide }),
    )
    collector.decide(() => [decision('welcome')])
    await page.goto(shop.page({ body: '<button>Buy</button>' }))
    const card = page.locator('waymark-guide .card')
    await card.waitFor()
    const field = card.getByRole('textbox', { name: 'Your role' })
    if (await field.count()) await field.fill('Founder')
    await card.getByRole('button', { name: 'Got it' }).click()
    await collector.until(() => collector.named('$guide_completed').length)
    const loaded = collector.requests.filter((request) => request.includes(`/sdk/${guide.type}-`))
    expect(loaded.length).toBeGreaterThan(0)
    if (guide.type === 'slideout') {
      expect(collector.named('$guide_answered')[0]?.properties).toMatchObject({
        answers: { role: 'Founder' },
      })
      const told = collector.events.filter(({ type }) => type === 'identify')
      expect(told.map(({ traits }) => traits)).toEqual([{ role: 'Founder' }])
    }
    expect(await page.evaluate('refused')).toEqual([])
    await page.close()
  },
)

test('nothing of a guide stays when the visitor says no in the middle of it', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  const steps = [{ content: [{ heading: 'One' }] }, { content: [{ heading: 'Two' }] }]
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: guideOf('slideout', {}, { steps }),
    }),
  )
  collector.decide(() => [decision('welcome')])
  await page.goto(shop.page())
  await page.locator('waymark-guide .card').waitFor()
  await collector.until(() => collector.named('$guide_rendered').length)
  const kept = () =>
    page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith(':guide')))
  expect(await kept()).toHaveLength(1)
  await page.evaluate("waymark.consent('denied')")
  expect(await page.locator('waymark-guide').count()).toBe(0)
  expect(await kept()).toEqual([])
  expect(await page.evaluate('refused')).toEqual([])
  await page.close()
})

test('a part that is blocked is reported and missed; what needs no part still shows', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  const page = await browser.newPage()
  await page.route('**/sdk/modal-*', (route) => route.abort())
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: route.request().url().includes('blocked')
        ? guideOf('modal', {}, { guide: 'blocked' })
        : tooltipOn({ role: 'button', name: 'Buy' }),
    }),
  )
  collector.decide(() => [decision('blocked'), decision('welcome')])
  await page.goto(shop.page({ body: '<button>Buy</button>' }))
  await page.locator('waymark-guide [role=dialog]').waitFor()
  await collector.until(() => collector.named('$sdk_error').length)
  expect(collector.named('$sdk_error')[0]?.properties).toMatchObject({ kind: 'guide_kind' })
  expect(await page.locator('waymark-guide').count()).toBe(1)
  expect(await page.evaluate('refused')).toEqual([])
  await page.close()
})
