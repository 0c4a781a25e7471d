import type { GuideContent, GuideStep } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body =
  '<nav><a id="people" href="/people">People</a></nav><h1>Products</h1><button id="import">Import</button>'

const step = (heading: string, more: Partial<GuideStep> = {}): GuideStep => ({
  content: [{ heading }],
  ...more,
})
const tourOf = (...steps: readonly GuideStep[]): GuideContent => ({
  ...{ v: 1, guide: 'tour', version: 1, type: 'tour' },
  steps,
})
const open = () => openGuidePage(browser, { body, path: '/products', reducedMotion: true })
const heading = (app: GuidePage, name: string) => app.box.getByRole('heading', { name })

const toPeople = step('Go to people', {
  target: { id: 'people' },
  advance: { click: true },
  trigger: { url: '/products' },
})
const onPeople = step('These are people', { target: { id: 'import' }, trigger: { url: '/people' } })
const products = { trigger: { url: '/products' } }

/** As routers of single-page apps do: the address is another one before the click is over. */
const routeInTheClick = (app: GuidePage, phase: 'capture' | 'bubble') =>
  app.page.evaluate((capture) => {
    document.addEventListener(
      'click',
      (event) => {
        if (!(event.target as Element).closest('#people')) return
        event.preventDefault()
        window.wm.navigate('/people')
      },
      capture,
    )
  }, phase === 'capture')

for (const phase of ['bubble', 'capture'] as const) {
  test(`a router that navigated inside the click held the tour on its old step, ${phase}`, async () => {
    await using app = await open()
    await app.show(tourOf(toPeople, onPeople, step('Last')), products)
    await app.hasRecorded('$guide_rendered')
    await routeInTheClick(app, phase)
    await app.page.locator('#people').click()
    await heading(app, 'These are people').waitFor()
    expect(await app.isBeside('#import')).toBe(true)
    expect(await app.recorded()).toContain('$guide_clicked')
    expect(app.complaints).toEqual([])
  })
}

test('a tour whose last step was clicked away by a router came back', async () => {
  await using app = await open()
  await app.show(tourOf(step('Welcome', { kind: 'banner' }), toPeople), products)
  await app.hasRecorded('$guide_rendered')
  await routeInTheClick(app, 'bubble')
  await app.box.getByRole('button', { name: 'Next' }).click()
  await heading(app, 'Go to people').waitFor()
  await app.page.locator('#people').click()
  await app.hasRecorded('$guide_completed')
  await app.page.evaluate(() => window.wm.navigate('/products'))
  expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([
    { guide: 'tour', decision: 'd-tour', state: 'done' },
  ])
  expect(await app.page.evaluate(() => sessionStorage.getItem('wm'))).toBeNull()
})

/** Presses as soon as the button is there; no frame passes any more. */
const actAtOnce = (app: GuidePage, label: string) =>
  app.page.evaluate((text) => {
    window.requestAnimationFrame = () => 0
    const pressed = (): boolean => {
      const root = document.querySelector('waymark-guide')?.shadowRoot
      const button = [...(root?.querySelectorAll('button') ?? [])].find(
        (each) => each.textContent?.trim() === text,
      )
      button?.click()
      return button !== undefined
    }
    return new Promise<void>((resolve) => {
      const look = (): void => {
        if (pressed()) resolve()
        else setTimeout(look)
      }
      look()
    })
  }, label)

const wm = (app: GuidePage) =>
  app.page.evaluate(() => JSON.parse(sessionStorage.getItem('wm') ?? 'null') as unknown)

test('who acted before the first paint was told of began the tour anew on the next page', async () => {
  await using app = await open()
  const acted = actAtOnce(app, 'Next')
  await app.show(tourOf(step('Welcome', { kind: 'modal' }), onPeople, step('Last')), {
    ...products,
    capped: true,
  })
  await acted
  expect(JSON.stringify(await wm(app))).toContain('"step":1')
  await app.page.evaluate(() => window.wm.navigate('/people'))
  const rendered = (await app.events()).filter(({ event }) => event === '$guide_rendered')
  expect(rendered.map(({ properties }) => properties.step)).toEqual(['1'])
  await app.page.goto('https://app.test/people')
  await heading(app, 'These are people').waitFor()
})

test('a tour that began on another page did not go on after a page was loaded', async () => {
  await using app = await open()
  await app.show(tourOf(step('Welcome'), onPeople), products)
  await app.hasRecorded('$guide_rendered')
  await app.box.getByRole('button', { name: 'Next' }).click()
  await app.box.waitFor({ state: 'detached' })
  await app.page.goto('https://app.test/elsewhere')
  await app.page.waitForFunction(() => window.wm)
  await app.page.goto('https://app.test/people')
  await heading(app, 'These are people').waitFor()
  expect(await app.recorded()).not.toContain('$guide_armed')
})
