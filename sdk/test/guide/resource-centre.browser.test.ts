import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guideOf, openGuidePage, startBrowser } from './guide-page.ts'
import { centre, help, labels, tour } from './help-centre.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<button id="new">New product</button><input id="note" aria-label="Note">'
const open = () => openGuidePage(browser, { body, reducedMotion: true })
const never = { trigger: { after: { event: 'Never' } } } as const

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

  test('finds by the name of a section what is in it', async () => {
    await using app = await open()
    await app.show(centre())
    await help(app).click()
    await app.card.getByRole('searchbox', { name: 'Search' }).fill('money')
    await expect.poll(() => labels(app)).toEqual(['Rechnungen prüfen'])
  })

  test('opens by Enter what was found, where that is one thing', async () => {
    await using app = await open()
    await app.showAll([centre(), {}], [tour, never])
    await help(app).click()
    const field = app.card.getByRole('searchbox', { name: 'Search' })
    await field.press('Enter')
    await field.fill('e')
    await expect.poll(() => labels(app)).toHaveLength(3)
    await field.press('Enter')
    await field.fill('no such thing')
    await field.press('Enter')
    await field.fill(' ')
    await field.press('Enter')
    expect(await app.recorded()).not.toContain('$guide_missed')
    expect(await app.card.isVisible()).toBe(true)
    await field.fill('create')
    await field.press('Enter')
    await app.page.getByRole('dialog', { name: 'Create your first product' }).waitFor()
    await app.card.getByRole('button', { name: 'Got it' }).click()
    await help(app).click()
    await field.fill('numbers')
    await field.press('Enter')
    await expect.poll(() => new URL(app.page.url()).pathname).toBe('/docs/export')
    await help(app).click()
    await field.fill('talk')
    await field.press('Enter')
    expect(await app.page.evaluate(() => window.wm.called)).toEqual(['openChat'])
  })

  test('has rules between its sections, and none above the first that is left', async () => {
    await using app = await open()
    await app.show(centre())
    await help(app).click()
    const rules = () =>
      app.card
        .locator('section:visible')
        .evaluateAll((sections) => sections.map((each) => getComputedStyle(each).borderTopWidth))
    await app.card.waitFor()
    expect(await rules()).toEqual(['0px', '1px', '1px'])
    await app.card.getByRole('searchbox', { name: 'Search' }).fill('u')
    await expect.poll(() => labels(app)).toHaveLength(3)
    expect(await rules()).toEqual(['0px', '1px', '1px'])
    await app.card.getByRole('searchbox', { name: 'Search' }).fill('s k')
    await expect.poll(rules).toEqual(['0px'])
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
