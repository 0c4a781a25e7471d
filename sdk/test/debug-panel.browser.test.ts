import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { GuideContent } from '@waymark/schemas/wire/content'
import type { ToDebugged } from '@waymark/schemas/wire/debugging'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../test/support/browser.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'
import { buildWithinMs, builtFiles } from './built-once.ts'
import { decision, startCollector } from './collector.ts'
import { tooltipOn } from './guide/guide-page.ts'
import { type PageExtras, startShop } from './shop.ts'
import type { Browser } from './stage.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

let browser: Browser
let files: BuiltFiles
beforeAll(async () => {
  ;[browser, files] = await Promise.all([startBrowser(), builtFiles()])
}, buildWithinMs)
afterAll(() => browser.close())

/** A visitor for whom two guides are decided, in a shop of the strictest policy; the panel is open. */
const openPanel = async (
  extras: PageExtras,
  look: NonNullable<Parameters<Browser['newContext']>[0]> = {},
  content: GuideContent = tooltipOn({ role: 'button', name: 'Buy' }),
) => {
  const collector = await startCollector(files)
  const shop = await startShop(collector.origin)
  const context = await browser.newContext(look)
  const page = await context.newPage()
  await page.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: content,
    }),
  )
  collector.decide(() => [
    { ...decision('welcome'), priority: 2 },
    { ...decision('later'), trigger: { url: '/cart', after: { event: 'Paid' } } },
  ])
  await page.goto(`${shop.page(extras)}?wm_debug`)
  const panel = page.getByRole('region', { name: 'Waymark debug panel' })
  await panel.waitFor()
  return {
    ...{ page, panel, collector },
    async [Symbol.asyncDispose]() {
      await context.close()
      await shop[Symbol.asyncDispose]()
      await collector[Symbol.asyncDispose]()
    },
  }
}

test('tells both halves of each decision: what the server decided, and how the page stands to it', async () => {
  await using stage = await openPanel({
    body: '<button>Buy</button>',
    after: "waymark.identify('ann@example.com'); waymark.group('acme')",
  })
  const { page, panel, collector } = stage
  const welcome = panel.locator('article[data-guide=welcome]')
  await expect.poll(() => welcome.textContent()).toContain('welcome: shown')
  const said = await welcome.textContent()
  expect(said).toContain('yes, by engagement engagement-welcome, version 1, priority 2')
  expect(said).toContain('target: found as recorded, score 1.00')
  const later = panel.locator('article[data-guide=later]')
  expect(await later.textContent()).toContain('page: wants /cart; this is /')
  expect(await later.textContent()).toContain('trigger: waits for the event "Paid"')
  await expect.poll(() => later.textContent()).toContain('the place is taken by welcome')
  expect(await panel.textContent()).toContain('waymark explain ann@example.com --guide GUIDE')
  await page.evaluate("waymark.track('Looked', { colour: 'red' })")
  await expect.poll(() => panel.textContent()).toContain('Looked {"colour":"red"}')
  await expect.poll(() => panel.textContent()).toContain('/v1/batch?results=1 answered')
  expect(await panel.textContent()).toMatch(/Accountacme/)
  await expect.poll(() => panel.textContent()).toContain('Waiting to be sent0')
  await panel.getByRole('button', { name: 'Show later now' }).click()
  await expect.poll(() => later.textContent()).toMatch(/Reported.*rendered/)
  expect(await page.evaluate('refused')).toEqual([])
  // Its address is nobody's business but the author's.
  expect(JSON.stringify(collector.events)).not.toContain('wm_debug')
})

test('a guide was on the screen and not in the list, as its own showing had used up its cap', async () => {
  await using stage = await openPanel({ body: '<button>Buy</button>' })
  const { page, panel, collector } = stage
  const welcome = panel.locator('article[data-guide=welcome]')
  await expect.poll(() => welcome.textContent()).toContain('welcome: shown')
  await collector.until(() => collector.streams())
  collector.decide(() => [])
  collector.push()
  await expect.poll(() => welcome.textContent()).toContain('shown; it would not be shown again:')
  expect(await welcome.textContent()).toContain('target: found as recorded, score 1.00')
  expect(await panel.textContent()).toContain('Guides decided for this person: 1')
  await page.keyboard.press('Escape')
  await expect.poll(() => panel.textContent()).toContain('Guides decided for this person: 0')
})

test('says that a target is not there, and that a visitor has said no', async () => {
  await using stage = await openPanel({ body: '<p>Sold out</p>' })
  const { page, panel } = stage
  const welcome = panel.locator('article[data-guide=welcome]')
  await expect.poll(() => welcome.textContent()).toContain('target: not on this page, score 0.00')
  await page.evaluate("waymark.consent('denied')")
  await expect.poll(() => panel.textContent()).toContain('Guides decided for this person: 0')
  await expect.poll(() => panel.textContent()).toContain('Analyticsdenied')
})

test('is used by keyboard, and Escape closes it for good', async () => {
  await using stage = await openPanel({})
  const { page, panel } = stage
  await expect.poll(() => panel.textContent()).toContain('welcome: ')
  expect(await page.evaluate('window.name')).toBe('waymark:debug')
  const who = panel.locator('summary', { hasText: 'Who, and what they allow' })
  await who.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => panel.locator('dt', { hasText: 'Visitor' }).isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await page.evaluate('window.name')).toBe('')
})

test('leaves the element that it covers: folded or moved by its buttons, so it stands on the next page too', async () => {
  await using stage = await openPanel({})
  const { page, panel } = stage
  await expect.poll(() => panel.textContent()).toContain('welcome: ')
  const sizeOf = async () => (await panel.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const unfolded = await sizeOf()
  await panel.getByRole('button', { name: 'Fold', exact: true }).focus()
  await page.keyboard.press('Enter')
  const unfold = panel.getByRole('button', { name: 'Unfold' })
  await unfold.waitFor()
  expect(await unfold.getAttribute('aria-expanded')).toBe('false')
  expect(await unfold.evaluate((element) => element.matches(':focus'))).toBe(true)
  expect(await panel.locator('details').first().isVisible()).toBe(false)
  const folded = await sizeOf()
  expect(folded.height).toBeLessThan(60)
  expect(folded.width).toBeLessThan(unfolded.width)
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const corners: string[] = []
  for (const corner of ['bottom left', 'top left', 'top right', 'bottom right', 'bottom left']) {
    await panel.getByRole('button', { name: `Move to the ${corner}` }).focus()
    await page.keyboard.press('Enter')
    await panel
      .getByRole('button', { name: `Move to the ${corner}` })
      .waitFor({ state: 'detached' })
    const { x, y } = await sizeOf()
    corners.push(`${y > height / 2 ? 'bottom' : 'top'} ${x < width / 4 ? 'left' : 'right'}`)
  }
  expect(corners).toEqual(['bottom left', 'top left', 'top right', 'bottom right', 'bottom left'])
  await page.reload()
  await unfold.waitFor()
  await panel.getByRole('button', { name: 'Move to the top left' }).waitFor()
  await unfold.click()
  await expect.poll(() => panel.locator('article').first().isVisible()).toBe(true)
  await panel.getByRole('button', { name: 'Close' }).click()
  await panel.waitFor({ state: 'detached' })
  expect(await page.evaluate('sessionStorage.length')).toBe(0)
})

const openParts = async (panel: Locator): Promise<void> => {
  await panel.getByRole('button', { name: 'Unfold' }).click()
  await panel.getByRole('button', { name: 'Fold', exact: true }).waitFor()
}

test('a phone was covered by it, and a page of columns or one with a dialog got another layout', async () => {
  const before = `
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('html { display: grid; row-gap: 40px } body { margin: 0 } body:last-child { padding: 9px } dialog > :last-child { margin-bottom: 50px }')
    document.adoptedStyleSheets = [sheet]
    window.shifts = []
    // What is in the panel itself is named as nothing.
    const namesIn = ({ sources }) => sources.flatMap(({ node }) => node ? node.nodeName : [])
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries().flatMap(namesIn)))
    // Painted while it was parsed, the page moves by itself: nothing is a last child before that has ended.
    const observe = () => observer.observe({ type: 'layout-shift' })
    addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => requestAnimationFrame(observe)))`
  await using stage = await openPanel(
    { before, body: '<p>Some text</p><dialog>Sure?<p>Yes</p></dialog>' },
    { viewport: { width: 390, height: 800 } },
  )
  const { page, panel } = stage
  await expect.poll(() => panel.textContent()).toContain('welcome: ')
  const bar = await panel.boundingBox()
  expect(bar?.height).toBeLessThan(60)
  expect(await panel.locator('details').first().isVisible()).toBe(false)
  const boxes = () =>
    page.evaluate(() =>
      [document.documentElement, document.body, ...document.querySelectorAll('p,dialog')].map(
        (each) =>
          Object.values(each.getBoundingClientRect().toJSON()).join(' ') + each.scrollHeight,
      ),
    )
  const withBar = await boxes()
  await openParts(panel)
  await expect.poll(() => panel.locator('article').first().isVisible()).toBe(true)
  expect(await boxes()).toEqual(withBar)
  await page.evaluate("document.querySelector('dialog').showModal()")
  await expect
    .poll(() => page.evaluate("document.querySelector('waymark-guide').closest('dialog') !== null"))
    .toBe(true)
  const inDialog = await boxes()
  await panel.getByRole('button', { name: 'Close' }).click()
  await panel.waitFor({ state: 'detached' })
  expect(await boxes()).toEqual(inDialog)
  expect(await page.evaluate('shifts')).toEqual([])
  await page.evaluate("document.querySelector('dialog').close()")
  expect(await boxes()).toEqual(withBar)
})

const onTop = (panel: Locator) =>
  panel.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const at = (x: number, y: number) => {
      const root = (element.getRootNode() as ShadowRoot).host.getRootNode() as ShadowRoot
      return root.elementFromPoint(left + x * width, top + y * height)?.shadowRoot
    }
    return [0.2, 0.5, 0.8].every((x) => [0.2, 0.8].every((y) => at(x, y) === element.getRootNode()))
  })

test.each([
  ['a tooltip that opened later', tooltipOn({ role: 'button', name: 'Buy' })],
  [
    'a modal that made it inert',
    {
      ...{ v: 1, guide: 'welcome', version: 1, type: 'modal' },
      steps: [{ content: [{ heading: 'Hello' }, { text: 'A line of text. '.repeat(60) }] }],
    } satisfies GuideContent,
  ],
] as const)('was covered by %s', async (_what, content) => {
  await using stage = await openPanel(
    { body: '<button style="position:fixed;bottom:40px;right:60px">Buy</button>' },
    { viewport: { width: 560, height: 500 } },
    content,
  )
  const { page, panel } = stage
  const welcome = panel.locator('article[data-guide=welcome]')
  await expect.poll(() => welcome.textContent()).toContain('welcome: shown')
  await openParts(panel)
  await expect.poll(() => onTop(panel)).toBe(true)
  await panel.getByRole('button', { name: 'Fold', exact: true }).click()
  await panel.getByRole('button', { name: 'Unfold' }).click()
  await panel.getByRole('button', { name: 'Fold', exact: true }).focus()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  // The guide was not meant.
  expect(await page.evaluate('waymark.guides.list().map((one) => one.state)')).toContain('shown')
})

test.each(['light', 'dark'] as const)(
  'axe has nothing to report at 390 px, in %s',
  async (colorScheme) => {
    await using stage = await openPanel(
      { body: '<button>Buy</button>' },
      { colorScheme, viewport: { width: 390, height: 800 } },
    )
    const { page, panel } = stage
    await expect.poll(() => panel.textContent()).toContain('welcome: shown')
    await openParts(panel)
    await panel.evaluate((element) => {
      for (const part of element.querySelectorAll('details')) part.open = true
    })
    const box = await panel.boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true)
    expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    // The page's policy lets no script in but its own; the debugger may.
    await page.evaluate(axe)
    const { violations } = await page.evaluate<{ violations: { id: string; nodes: unknown[] }[] }>(
      "axe.run({ include: [['waymark-guide']] }, { resultTypes: ['violations'] })",
    )
    expect(violations.map(({ id, nodes }) => `${id} x${nodes.length}`)).toEqual([])
  },
)

const dashboardOrigin = 'https://dashboard.example.com'

/** A dashboard's window that opens the page; `ticketOf` is the dashboard that ingest says the ticket is of. */
const openFromDashboard = async (
  ticketOf: string,
  look: NonNullable<Parameters<Browser['newContext']>[0]> = {},
) => {
  const collector = await startCollector(files)
  const shop = await startShop(collector.origin)
  const context = await browser.newContext(look)
  await context.route(`${dashboardOrigin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Dashboard</title>' }),
  )
  await context.route('**/sdk/content/**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: tooltipOn({ role: 'button', name: 'Buy' }),
    }),
  )
  const redeemed: unknown[] = []
  await context.route('**/v1/authoring', (route) => {
    redeemed.push(route.request().postDataJSON())
    return route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: { origin: ticketOf },
    })
  })
  collector.decide(() => [decision('welcome')])
  const dashboard = await context.newPage()
  await dashboard.goto(dashboardOrigin)
  const opening = context.waitForEvent('page')
  const url = shop.page({
    body: '<button>Buy</button>',
    after: "waymark.identify('ann@example.com')",
  })
  await dashboard.evaluate((address) => {
    const said: unknown[] = []
    Object.assign(window, { said, opened: window.open(address, 'waymark:debug') })
    addEventListener('message', ({ data, source }) => {
      if (data?.say !== 'hello') return
      const { port1, port2 } = new MessageChannel()
      Object.assign(window, { port: port1 })
      port1.onmessage = (event) => said.push(event.data)
      const ticket = { mark: 'waymark-authoring', say: 'ticket', ticket: 'a ticket' }
      ;(source as Window).postMessage(ticket, new URL(address).origin, [port2])
    })
  }, url)
  const page = await opening
  const panel = page.getByRole('region', { name: 'Waymark debug panel' })
  await panel.waitFor()
  return {
    ...{ page, panel, dashboard, redeemed },
    said: () => dashboard.evaluate('said') as Promise<readonly { readonly say: string }[]>,
    say: (what: ToDebugged) =>
      dashboard.evaluate((data) => Reflect.get(window, 'port').postMessage(data), what),
    async [Symbol.asyncDispose]() {
      await context.close()
      await shop[Symbol.asyncDispose]()
      await collector[Symbol.asyncDispose]()
    },
  }
}

const told = (id: string): ToDebugged => {
  const audience = { gate: 'audience', is: true, wants: 'did Signed Up', found: 'holds' } as const
  const admins = { ...audience, is: false, wants: 'role is admin', found: 'does not hold' }
  const caps = { gate: 'caps', is: false, wants: 'at most 1', found: '1 so far' } as const
  const guides = [
    { guide: 'welcome', by: [{ engagement: 'greet', shows: true, gates: [audience] }] },
    { guide: 'admins', by: [{ engagement: 'tell-admins', shows: false, gates: [admins] }] },
    { guide: 'once', by: [{ engagement: 'tell', shows: false, gates: [audience, caps] }] },
    { guide: 'unused', by: [] },
  ]
  return { say: 'told', half: { id, at: Date.UTC(2026, 0, 1, 9), guides } }
}

test.each([
  ['light', 1280],
  ['dark', 390],
] as const)(
  'the dashboard that opened the page tells the half of the server: %s, %i px',
  async (colorScheme, width) => {
    await using stage = await openFromDashboard(dashboardOrigin, {
      colorScheme,
      viewport: { width, height: 800 },
    })
    const { page, panel, said, say, redeemed } = stage
    const who = { say: 'who', userId: 'ann@example.com' }
    await expect.poll(said).toContainEqual(expect.objectContaining(who))
    expect(redeemed).toEqual([expect.objectContaining({ ticket: 'a ticket', purpose: 'inspect' })])
    await say({ say: 'asked' })
    if (width < 640) await openParts(panel)
    await panel.getByText('Your dashboard asks whether').waitFor()
    await say(told('somebody who signed out'))
    await say(told('ann@example.com'))
    await panel.getByText('as of 09:00:00 UTC').waitFor()
    const text = (guide: string) => panel.locator(`[data-guide=${guide}]`).innerText()
    expect(await text('welcome')).toMatch(/greet: shows it\s+audience: holds: did Signed Up/)
    expect(await text('welcome')).toContain('page: wants any page')
    expect(await text('admins')).toContain('audience: does not hold: role is admin')
    expect(await text('once')).toContain('caps: expected at most 1, found 1 so far')
    expect(await text('unused')).toContain('no engagement shows it to anybody')
    expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    await page.evaluate(axe)
    const { violations } = await page.evaluate<{ violations: { id: string }[] }>(
      "axe.run({ include: [['waymark-guide']] }, { resultTypes: ['violations'] })",
    )
    expect(violations.map(({ id }) => id)).toEqual([])

    // Of somebody else nothing stands there any more, and they are asked about.
    await page.evaluate("waymark.identify('bob')")
    await panel.locator('[data-guide=once]').waitFor({ state: 'detached' })
    const bob = { say: 'who', userId: 'bob' }
    await expect.poll(said).toContainEqual(expect.objectContaining(bob))
    await panel.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Escape')
    await expect.poll(said).toContainEqual({ say: 'end' })
    expect(await page.evaluate('refused')).toEqual([])
  },
)

test('a window of an origin that ingest does not name is told nothing, and tells the panel nothing', async () => {
  await using stage = await openFromDashboard('https://another-dashboard.example.com')
  const { panel, said, say, redeemed } = stage
  await expect.poll(() => panel.textContent()).toContain('welcome: ')
  // Twice: it was refused, and the page has looked on.
  await expect.poll(() => redeemed.length).toBeGreaterThan(1)
  await say(told('ann@example.com'))
  await expect.poll(() => redeemed.length).toBeGreaterThan(3)
  expect(await said()).toEqual([])
  expect(await panel.locator('article').count()).toBe(1)
  expect(await panel.textContent()).toContain('waymark explain ann@example.com --guide GUIDE')
})
