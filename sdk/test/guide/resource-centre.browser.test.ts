import type { GuideContent } from '@waymark/schemas'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as appPage from './app-page.ts'
import { type GuidePage, guideOf, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<button id="new">New product</button><input id="note" aria-label="Note">'
const open = () => openGuidePage(browser, { body, reducedMotion: true })
const never = { trigger: { after: { event: 'Never' } } } as const

const centre = (more: Partial<GuideContent> = {}): GuideContent =>
  guideOf(
    'resource-centre',
    { content: [{ heading: 'How can we help?' }] },
    {
      guide: 'help',
      launcher: { label: 'Help' },
      items: [
        { label: 'Create a product', text: 'A short tour.', action: { start: 'tour' } },
        { label: 'A guide for others', action: { start: 'not-decided' } },
        { label: 'Exporting numbers', action: { open: '/docs/export' } },
        { label: 'Rechnungen prüfen', section: 'Money', action: { open: '/invoices' } },
        { label: 'Talk to us', section: 'Ask', action: { call: 'openChat' } },
      ],
      ...more,
    },
  )
const tour = tooltipOn({ id: 'new' }, { guide: 'tour' })

const help = (app: GuidePage) => app.page.getByRole('button', { name: 'Help', exact: true })
const labels = (app: GuidePage) => app.card.locator('.item:visible').allInnerTexts()

describe('a resource centre', () => {
  test('lists what this person may have, in sections', async () => {
    await using app = await open()
    await app.showAll([centre(), {}], [tour, never])
    await help(app).click()
    await app.page.getByRole('dialog', { name: 'How can we help?' }).waitFor()
    expect(await labels(app)).toEqual([
      'Create a product',
      'Exporting numbers',
      'Rechnungen prüfen',
      'Talk to us',
    ])
    expect(await app.card.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Money',
      'Ask',
    ])
  })

  test('is on the pages that its author named', async () => {
    await using app = await open()
    await app.show(centre(), {
      trigger: { url: ['/products', '/products/**'], 'not-url': '/products/new' },
    })
    await help(app).waitFor()
    await app.page.evaluate(() => window.wm.navigate('/products/new'))
    await help(app).waitFor({ state: 'detached' })
    await app.page.evaluate(() => window.wm.navigate('/products/7'))
    await help(app).waitFor()
  })

  test('is searched over titles and texts, without accents; what was typed is not recorded', async () => {
    await using app = await open()
    await app.showAll([centre(), {}], [tour, never])
    await help(app).click()
    const field = app.card.getByRole('searchbox', { name: 'Search' })
    await field.fill('short TOUR')
    await expect.poll(() => labels(app)).toEqual(['Create a product'])
    expect(await app.card.locator('section:visible').count()).toBe(1)
    await field.fill('pruf')
    await expect.poll(() => labels(app)).toEqual(['Rechnungen prüfen'])
    await field.fill('no such thing')
    await app.card.getByText('Nothing found.').waitFor()
    expect(await labels(app)).toEqual([])
    await field.fill('')
    await expect.poll(() => labels(app)).toHaveLength(4)
    expect(JSON.stringify(await app.events())).not.toMatch(/short TOUR|pruf|no such/)
    expect(await app.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toMatch(/pruf/)
  })

  test('starts a tour, and can start it again when it is over', async () => {
    await using app = await open()
    await app.showAll([centre(), {}], [tour, never])
    for (const _time of [1, 2]) {
      await help(app).click()
      await app.card.getByRole('button', { name: 'Create a product' }).click()
      await app.page.getByRole('dialog', { name: 'Create your first product' }).waitFor()
      expect(await app.page.getByRole('dialog', { name: 'How can we help?' }).count()).toBe(0)
      await app.card.getByRole('button', { name: 'Got it' }).click()
      await help(app).waitFor()
      await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0)
    }
    expect(app.complaints).toEqual([])
  })

  test('follows links through the router of the page, and calls what it registered', async () => {
    await using app = await open()
    await app.show(centre())
    await help(app).click()
    await app.card.getByRole('link', { name: 'Exporting numbers' }).click()
    await expect.poll(() => new URL(app.page.url()).pathname).toBe('/docs/export')
    await help(app).click()
    await app.card.getByRole('button', { name: 'Talk to us' }).click()
    expect(await app.page.evaluate(() => window.wm.called)).toEqual(['openChat'])
  })

  test('is searched and left by keyboard alone, and the focus goes back', async () => {
    await using app = await open()
    await app.showAll([centre(), {}], [tour, never])
    await help(app).focus()
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
    await app.page.keyboard.type('chat talk')
    await app.page.keyboard.press('ControlOrMeta+a')
    await app.page.keyboard.type('talk')
    await expect.poll(() => labels(app)).toEqual(['Talk to us'])
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Escape')
    await help(app).waitFor()
    expect(await app.card.isVisible()).toBe(false)
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
  })

  test('without a button of its own is opened by a launcher, and gives the focus back to it', async () => {
    await using app = await open()
    const hidden = centre({ launcher: { label: 'Help', look: 'none' } })
    const launcher = guideOf(
      'launcher',
      { content: [] },
      { guide: 'button', launcher: { label: 'Need a hand?', icon: 'chat', start: 'help' } },
    )
    await app.showAll([launcher, {}], [hidden, {}])
    expect(await app.page.locator('waymark-guide .launch').count()).toBe(1)
    await app.page.getByRole('button', { name: 'Need a hand?' }).focus()
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
    expect(
      await app.page.evaluate(() =>
        [...document.querySelectorAll('waymark-guide')].map(
          (host) => host.shadowRoot?.activeElement?.className,
        ),
      ),
    ).toContain('search')
    await app.page.keyboard.press('Escape')
    await expect.poll(() => app.card.isVisible()).toBe(false)
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
  })

  test('is in the order of the page beside others, and takes their place when it is opened', async () => {
    await using app = await open()
    await app.showAll([centre(), {}], [tour, { trigger: {} }])
    await app.page.getByRole('dialog', { name: 'Create your first product' }).waitFor()
    await help(app).click()
    await app.page.getByRole('dialog', { name: 'How can we help?' }).waitFor()
    expect(await app.page.getByRole('dialog', { name: 'Create your first product' }).count()).toBe(
      0,
    )
  })
})

describe('a launcher', () => {
  const launcher = guideOf(
    'launcher',
    { content: [] },
    { guide: 'button', launcher: { label: 'Need a hand?', look: 'icon', start: 'help' } },
  )

  test('is there only while what it opens is', async () => {
    await using app = await open()
    await app.show(launcher)
    await app.hasRecorded('$guide_rendered')
    expect(await app.page.locator('waymark-guide .launch').count()).toBe(0)
    await app.showAll([launcher, {}], [centre({ launcher: { label: 'Help', look: 'none' } }), {}])
    await app.page.getByRole('button', { name: 'Need a hand?' }).click()
    await app.page.getByRole('dialog', { name: 'How can we help?' }).waitFor()
    await app.showAll([launcher, {}])
    await expect.poll(() => app.page.locator('waymark-guide .launch').count()).toBe(0)
  })

  for (const mode of ['light', 'dark'] as const) {
    test(`has nothing that axe would report, in a ${mode} page`, async () => {
      await using app = await openGuidePage(browser, {
        ...{ body: appPage.body, css: appPage.css, reducedMotion: true },
        ...{ html: `lang="en" class="${mode}"`, colorScheme: mode, width: 720, height: 420 },
      })
      const labelled = { ...launcher, launcher: { label: 'Need a hand?', start: 'help' } }
      await app.showAll([labelled, {}], [centre({ launcher: { label: 'H', look: 'none' } }), {}])
      await app.page.getByRole('button', { name: 'Need a hand?' }).waitFor()
      await appPage.snapshot(app, `launcher-${mode}`)
      expect(await appPage.violations(app)).toEqual([])
    })
  }
})
