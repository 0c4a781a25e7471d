import type { GuideContent, GuideStep } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as appPage from './app-page.ts'
import { decisionFor, type GuidePage, guideOf, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const post = (id: string, date: string, more: Partial<GuideStep> = {}): GuideStep => ({
  id,
  date,
  content: [{ heading: `About ${id}` }, { text: 'It is there.' }],
  ...more,
})

const feedOf = (...steps: readonly GuideStep[]): GuideContent =>
  guideOf('feed', {}, { guide: 'news', launcher: { label: 'What is new' }, steps })
const two = feedOf(
  post('older', '2026-01-02'),
  post('newer', '2026-02-03', { reactions: ['♥', '★'] }),
)

const body =
  '<button id="new">New product</button><textarea id="note" aria-label="Note"></textarea><div id="bar"></div>'
const open = () => openGuidePage(browser, { body, reducedMotion: true })
const button = (app: GuidePage) => app.page.locator('waymark-guide .launch')
const answers = async (app: GuidePage) =>
  (await app.events())
    .filter(({ event }) => event === '$guide_answered')
    .map(({ properties }) => properties.answers)
/** The server has heard that these were read, on whatever device. */
const serverSays = (app: GuidePage, guide: GuideContent, more: Partial<Decision>) =>
  app.page.evaluate(
    (decision: Decision) => window.wm.setDecisions([decision]),
    decisionFor(guide, more),
  )
const isOnButton = (app: GuidePage) =>
  app.page.evaluate(() =>
    [...document.querySelectorAll('waymark-guide')].some((host) =>
      host.shadowRoot?.activeElement?.classList.contains('launch'),
    ),
  )

describe('an announcement feed', () => {
  test('says how many posts are unread, and to open it is to have read them', async () => {
    await using app = await open()
    await app.show(two)
    await app.page.getByRole('button', { name: 'What is new 2 unread' }).click()
    const card = app.page.getByRole('dialog', { name: 'What is new' })
    await card.waitFor()
    expect(await card.locator('li h3').allInnerTexts()).toEqual(['About newer', 'About older'])
    expect(await card.locator('.fresh').count()).toBe(2)
    expect(await card.locator('time').first().getAttribute('datetime')).toBe('2026-02-03')
    expect(await card.locator('time').first().innerText()).toBe('Feb 3, 2026')
    expect(await answers(app)).toEqual([{ newer: 'read', older: 'read' }])
    await card.getByRole('button', { name: 'Close' }).click()
    await app.page.getByRole('button', { name: 'What is new', exact: true }).click()
    await card.waitFor()
    expect(await card.locator('.fresh').count()).toBe(0)
    expect(await answers(app)).toHaveLength(1)
  })

  test('counts none that was read on another device, and learns of it while it stands there', async () => {
    await using app = await open()
    await app.show(two, { read: ['older'] })
    await app.page.getByRole('button', { name: 'What is new 1 unread' }).waitFor()
    await serverSays(app, two, { read: ['older', 'newer'] })
    await app.page.getByRole('button', { name: 'What is new', exact: true }).waitFor()
    expect(await answers(app)).toEqual([])
  })

  test('learns what was read elsewhere also when the server has decided anew', async () => {
    await using app = await open()
    await app.show(two)
    await app.page.getByRole('button', { name: 'What is new 2 unread' }).waitFor()
    await app.hasRecorded('$guide_rendered')
    await serverSays(app, two, { id: 'another', read: ['older'] })
    await app.page.getByRole('button', { name: 'What is new 1 unread' }).waitFor()
  })

  test('shows a new post without the page being loaded again, but takes no open panel away', async () => {
    await using app = await open()
    await app.show(two, { read: ['older', 'newer'] })
    await button(app).click()
    await app.card.waitFor()
    const three = { ...two, steps: [...two.steps, post('newest', '2026-03-04')] }
    const newer = { content: '/sdk/content/newer.json', read: ['older', 'newer'] }
    await app.show(three, newer)
    expect(await app.card.isVisible()).toBe(true)
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.show(three, newer)
    await app.page.getByRole('button', { name: 'What is new 1 unread' }).click()
    expect(await app.card.locator('li h3').first().textContent()).toBe('About newest')
    const painted = (await app.recorded()).filter((event) => event === '$guide_rendered')
    expect(painted).toHaveLength(1)
  })

  test('lists no post before its day', async () => {
    await using app = await open()
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    await app.show(feedOf(post('now', '2026-01-02'), post('later', tomorrow)))
    await app.page.getByRole('button', { name: 'What is new 1 unread' }).click()
    await app.card.waitFor()
    expect(await app.card.locator('li').count()).toBe(1)
  })

  test('is there and says so when there is nothing yet', async () => {
    await using app = await open()
    await app.show(feedOf(post('later', '2199-01-01')))
    await app.page.getByRole('button', { name: 'What is new', exact: true }).click()
    await app.card.getByText('Nothing new yet.').waitFor()
  })

  test('records a reaction as the answer to its post, and takes it back', async () => {
    await using app = await open()
    await app.show(two, { read: ['older', 'newer'] })
    await button(app).click()
    const heart = app.card.getByRole('button', { name: '♥' })
    await heart.click()
    await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true')
    await app.card.getByRole('button', { name: '★' }).click()
    await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('false')
    await app.card.getByRole('button', { name: '★' }).click()
    expect(await answers(app)).toEqual([{ newer: '♥' }, { newer: '★' }, { newer: 'read' }])
    expect(await app.card.isVisible()).toBe(true)
  })

  test('is used by keyboard alone: the panel takes the focus, Escape gives it back', async () => {
    await using app = await open()
    await app.show(two)
    await button(app).focus()
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
    await app.page.keyboard.press('Tab')
    const name = () =>
      app.page.evaluate(() => {
        const inner = document.activeElement?.shadowRoot?.activeElement
        return inner?.textContent || inner?.getAttribute('aria-label')
      })
    expect(await name()).toBe('♥')
    await app.page.keyboard.press('Space')
    await expect.poll(() => answers(app)).toContainEqual({ newer: '♥' })
    expect(await name()).toBe('♥')
    await app.page.keyboard.press('Escape')
    await button(app).waitFor()
    expect(await app.card.isVisible()).toBe(false)
    expect(await isOnButton(app)).toBe(true)
    expect(await app.recorded()).not.toContain('$guide_dismissed')
  })

  test('speaks the language of its reader, from right to left where that runs so', async () => {
    await using app = await open()
    await app.page.evaluate(() => {
      window.wm.locale = 'ar-EG'
    })
    const heading = { en: 'Reports', ar: 'التقارير' }
    const inArabic = feedOf(post('one', '2026-01-02', { content: [{ heading }] }))
    await app.show({ ...inArabic, launcher: { label: { en: 'News', ar: 'الأخبار' } } })
    await app.page.getByRole('button', { name: 'الأخبار 1 غير مقروء' }).click()
    const card = app.page.getByRole('dialog', { name: 'الأخبار' })
    await card.waitFor()
    expect([await card.getAttribute('dir'), await card.getAttribute('lang')]).toEqual(['rtl', 'ar'])
    expect(await card.locator('.fresh').innerText()).toBe('جديد')
    await card.getByRole('heading', { name: 'التقارير' }).waitFor()
    const [own, close] = await Promise.all([
      card.boundingBox(),
      card.getByRole('button', { name: 'إغلاق' }).boundingBox(),
    ])
    expect((close?.x ?? 0) - (own?.x ?? 0)).toBeLessThan(60)
  })

  test.each([
    ['de', { en: 'Reports', de: 'Berichte' }, '03.11.2026'],
    ['en-GB', { en: 'Reports', de: 'Berichte' }, '3 Nov 2026'],
    ['fr', { en: 'Reports', de: 'Berichte' }, 'Nov 3, 2026'],
    ['fr', 'Rapports', '3 nov. 2026'],
    ['de_DE', 'Berichte', '03.11.2026'],
    ['tlh', 'Reports', 'Nov 3, 2026'],
    ['not a locale', 'Reports', 'Nov 3, 2026'],
  ] as const)(
    'a day was written to a reader of %s in another language than its post, %o',
    async (locale, heading, day) => {
      await using app = await openGuidePage(browser, {
        ...{ body, reducedMotion: true, locale: 'pl-PL' },
      })
      await app.page.evaluate((spoken) => {
        window.wm.locale = spoken
      }, locale)
      await app.show(feedOf(post('one', '2026-11-03', { content: [{ heading }] })))
      await button(app).click()
      await app.card.waitFor()
      expect(await app.card.locator('time').innerText()).toBe(day)
    },
  )

  test('stands in a container of the page where it is given one', async () => {
    await using app = await open()
    const inline = { ...two, target: { id: 'bar' } }
    await app.show({ ...inline, steps: two.steps.map((step) => ({ ...step, layout: 'inline' })) })
    const inBar = app.page.locator('#bar waymark-guide .launch')
    await inBar.click()
    await app.card.waitFor()
    expect(await inBar.getAttribute('aria-expanded')).toBe('true')
    await inBar.click()
    await expect.poll(() => app.card.isVisible()).toBe(false)
    expect(await inBar.getAttribute('aria-expanded')).toBe('false')
  })

  test('takes no letter from whoever is writing', async () => {
    await using app = await open()
    await app.show(two)
    await button(app).waitFor()
    await app.page.locator('#note').focus()
    await app.page.keyboard.type('one ')
    await button(app).click()
    await app.card.waitFor()
    await app.page.keyboard.type('two')
    expect(await app.page.locator('#note').inputValue()).toBe('one two')
  })

  test('is opened by what the page asks for, and closes for the guide that a post leads to', async () => {
    await using app = await open()
    const leading = feedOf(
      post('tour', '2026-01-02', {
        content: [{ heading: 'A tour' }, { button: { label: 'Show me', action: { start: 'hi' } } }],
      }),
    )
    await app.showAll(
      [leading, {}],
      [guideOf('modal', {}, { guide: 'hi' }), { trigger: { after: { event: 'Never' } } }],
    )
    await button(app).waitFor()
    expect(await app.page.evaluate(() => window.wm.engine.show('news'))).toBe(true)
    await app.card.getByRole('button', { name: 'Show me' }).click()
    await app.page.getByRole('dialog', { name: 'Create your first product' }).waitFor()
    expect(await app.page.getByRole('dialog', { name: 'What is new' }).count()).toBe(0)
  })

  for (const mode of ['light', 'dark'] as const) {
    test(`has nothing that axe would report while it is folded, in a ${mode} page`, async () => {
      await using app = await openGuidePage(browser, {
        ...{ body: appPage.body, css: appPage.css, reducedMotion: true },
        ...{ html: `lang="en" class="${mode}"`, colorScheme: mode, width: 720, height: 420 },
      })
      await app.show(two)
      await app.hasRecorded('$guide_rendered')
      await appPage.snapshot(app, `feed-folded-${mode}`)
      // With the name of the button, which has to contain what is seen in it.
      expect(await appPage.violations(app, ['wcag21a'])).toEqual([])
    })
  }
})
