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
  '<h1>Products</h1><button id="new">New product</button> <button id="import">Import</button>'

const step = (heading: string, more: Partial<GuideStep> = {}): GuideStep => ({
  kind: 'slideout',
  content: [{ heading }],
  ...more,
})
const at = (id: string) => ({ kind: 'tooltip', target: { id } }) as const
const after = (event: string) => ({ trigger: { after: { event } } })
const tourOf = (...steps: readonly GuideStep[]): GuideContent => ({
  ...{ v: 1, guide: 'tour', version: 1, type: 'tour' },
  steps,
})
const open = () => openGuidePage(browser, { body, path: '/products', reducedMotion: true })
const press = (app: GuidePage, name: string) => app.box.getByRole('button', { name }).click()
const heading = (app: GuidePage, name: string) => app.box.getByRole('heading', { name })
const track = (app: GuidePage, event: string) =>
  app.page.evaluate((name) => window.wm.track(name), event)
const gone = (app: GuidePage) => app.box.waitFor({ state: 'detached' })

test('a step that its own trigger had shown waited for it again after a reload', async () => {
  await using app = await open()
  await app.show(tourOf(step('First'), step('Imported', after('Imported')), step('Last')))
  await press(app, 'Next')
  await gone(app)
  await app.page.reload()
  await app.page.waitForFunction(() => window.wm)
  expect(await app.box.count()).toBe(0)
  await track(app, 'Imported')
  await heading(app, 'Imported').waitFor()
  await app.page.reload()
  await heading(app, 'Imported').waitFor()
})

test('the way back led to a step that waited for its trigger once more', async () => {
  await using app = await open()
  await app.show(tourOf(step('First'), step('One', after('One')), step('Two', after('Two'))))
  await press(app, 'Next')
  await track(app, 'One')
  await heading(app, 'One').waitFor()
  await press(app, 'Next')
  await gone(app)
  await track(app, 'Two')
  await heading(app, 'Two').waitFor()
  await press(app, 'Back')
  await heading(app, 'One').waitFor()
})

test('the way back to a step of another page took the card away, and led nowhere', async () => {
  await using app = await open()
  const url = '/products'
  await app.show(
    tourOf(step('First', { trigger: { url } }), step('There', { trigger: { url: '/people' } })),
    { trigger: { url } },
  )
  await heading(app, 'First').waitFor()
  await app.page.evaluate(() => window.wm.navigate('/products?tab=2'))
  await press(app, 'Next')
  await gone(app)
  await app.page.goto('https://app.test/people')
  await heading(app, 'There').waitFor()
  await press(app, 'Back')
  await heading(app, 'First').waitFor()
  expect(app.page.url()).toBe('https://app.test/products?tab=2')
  await press(app, 'Next')
  await gone(app)
  expect(app.page.url()).toBe('https://app.test/products?tab=2')
})

const optional = step('Perhaps', { ...at('late'), skip: '5s' })

test('a tour whose first step was not there never began, though it was to be passed over', async () => {
  await using app = await open()
  await app.page.clock.install()
  await app.show(tourOf(optional, step('Second', at('new')), step('Last')), {
    ...{ capped: true, trigger: { url: '/products', after: { event: 'Go' } } },
  })
  await track(app, 'Go')
  await app.page.clock.runFor(4000)
  expect(await app.box.count()).toBe(0)
  await app.page.clock.runFor(2000)
  await heading(app, 'Second').waitFor()
  await app.hasRecorded('$guide_rendered')
  expect(await app.page.evaluate(() => window.wm.claims)).toEqual(['d-tour'])
  expect(await app.box.getByRole('button', { name: 'Back' }).count()).toBe(0)
  await press(app, 'Next')
  await heading(app, 'Last').waitFor()
  await press(app, 'Back')
  await heading(app, 'Second').waitFor()
})

test('what a tour has passed over before it began is looked for anew on the next visit', async () => {
  await using app = await open()
  await app.page.clock.install()
  await app.show(tourOf(optional, step('Nor', at('neither')), step('Last')), {
    trigger: { url: '/products' },
  })
  await app.page.clock.runFor(6000)
  expect(await app.box.count()).toBe(0)
  await app.page.evaluate(() => {
    window.wm.navigate('/people')
    const late = document.createElement('button')
    late.id = 'late'
    late.append('Late')
    document.querySelector('h1')?.append(late)
    window.wm.navigate('/products')
  })
  await heading(app, 'Perhaps').waitFor()
})

test('passes over several steps in a row, and goes back over them', async () => {
  await using app = await open()
  await app.page.clock.install()
  await app.show(
    tourOf(
      step('First', at('new')),
      optional,
      step('Nor', { ...at('neither'), skip: '2s' }),
      step('Last', at('import')),
    ),
  )
  await press(app, 'Next')
  await app.page.clock.runFor(6000)
  await app.page.clock.runFor(3000)
  await heading(app, 'Last').waitFor()
  await press(app, 'Back')
  await heading(app, 'First').waitFor()
})

test('waits for the page of a step before it passes over it', async () => {
  await using app = await open()
  await app.page.clock.install()
  await app.show(tourOf(step('First'), { ...optional, trigger: { url: '/people' } }, step('Last')))
  await press(app, 'Next')
  await gone(app)
  await app.page.clock.runFor(10_000)
  expect(await app.box.count()).toBe(0)
  await app.page.evaluate(() => window.wm.navigate('/people'))
  await app.page.clock.runFor(6000)
  await heading(app, 'Last').waitFor()
})

test('a branch leads to a step that waits for its own trigger, or page', async () => {
  await using app = await open()
  await app.show(
    tourOf(
      step('First', { branch: [{ when: { url: '/products' }, goto: 'there' }] }),
      step('Second'),
      step('There', { id: 'there', trigger: { url: '/people', after: { event: 'X' } } }),
    ),
  )
  await press(app, 'Next')
  await gone(app)
  await app.page.goto('https://app.test/people')
  await app.page.waitForFunction(() => window.wm)
  expect(await app.box.count()).toBe(0)
  await track(app, 'X')
  await heading(app, 'There').waitFor()
  await press(app, 'Back')
  await heading(app, 'First').waitFor()
})

test('each sort of trigger of a step', async () => {
  await using app = await open()
  await app.show(
    tourOf(
      step('First'),
      step('Delayed', { trigger: { after: { delay: '1s' } } }),
      step('Dwelt', { trigger: { after: { dwell: '1s' } } }),
      step('Clicked', { ...at('import'), trigger: { after: { element: 'clicked' } } }),
      step('Idle', { trigger: { after: { idle: '1s' } } }),
      step('Gone', { target: { id: 'import' }, trigger: { after: { element: 'gone' } } }),
    ),
  )
  for (const name of ['First', 'Delayed', 'Dwelt']) {
    await heading(app, name).waitFor()
    await press(app, 'Next')
  }
  await gone(app)
  await app.page.locator('#import').click()
  for (const name of ['Clicked', 'Idle']) {
    await heading(app, name).waitFor()
    await press(app, 'Next')
  }
  await gone(app)
  await app.page.evaluate(() => new Promise(requestAnimationFrame))
  await app.page.locator('#import').evaluate((each) => each.remove())
  await heading(app, 'Gone').waitFor()
})
