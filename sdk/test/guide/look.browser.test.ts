import type { GuideContent, GuideStep } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { body, css, fits, violations } from './app-page.ts'
import {
  type GuidePage,
  type GuidePageOptions,
  openGuidePage,
  startBrowser,
  tooltipOn,
} from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const first: GuideStep = {
  id: 'create',
  content: [
    { heading: { en: 'Create your first product', ar: 'أنشئ منتجك الأول' } },
    {
      text: [
        { text: { en: 'Give it a name and ', ar: 'أعطه اسمًا ' } },
        { text: { en: 'Waymark writes the code', ar: 'وسيكتب الكود' }, bold: true },
        { text: { en: ' that goes into your page. See ', ar: ' لصفحتك. انظر ' } },
        { text: { en: 'how it works', ar: 'كيف يعمل' }, link: 'https://example.com/how' },
        { text: '.' },
      ],
    },
    {
      list: [
        { en: 'No developer needed', ar: 'لا حاجة لمطور' },
        { en: 'Takes two minutes', ar: 'دقيقتان فقط' },
      ],
    },
    { button: { label: { en: 'Later', ar: 'لاحقًا' }, action: { snooze: '24h' }, look: 'quiet' } },
    { button: { label: { en: 'Next', ar: 'التالي' }, action: { next: true } } },
  ],
}
const tour: GuideContent = tooltipOn(
  { role: 'button', name: 'New product' },
  {
    steps: [
      first,
      { content: [{ heading: 'Then share it' }], spotlight: true },
      { content: [{ heading: 'Done' }] },
    ],
  },
)

const shown = async (options: Partial<GuidePageOptions>, content = tour): Promise<GuidePage> => {
  const app = await openGuidePage(browser, { body, css, reducedMotion: true, ...options })
  await app.show(content)
  await app.card.waitFor()
  await app.hasRecorded('$guide_rendered')
  await app.page.waitForFunction(() => {
    const card = document.querySelector('waymark-guide')?.shadowRoot?.querySelector('[data-side]')
    return card !== null
  })
  return app
}

describe('what people see', () => {
  for (const mode of ['light', 'dark'] as const) {
    test(`has nothing that axe would report, in a ${mode} page`, async () => {
      await using app = await shown({ html: `lang="en" class="${mode}"`, colorScheme: mode })
      expect(await violations(app)).toEqual([])
      expect(await fits(app)).toBe(true)
      await app.card.getByRole('button', { name: 'Next' }).click()
      await app.card.getByText('Then share it').waitFor()
      expect(await violations(app)).toEqual([])
      expect(app.complaints).toEqual([])
    })
  }

  test('is dark in a dark page of a person whose system is light', async () => {
    await using app = await shown({ html: 'lang="en" class="dark"', colorScheme: 'light' })
    const ground = await app.card.evaluate((card) => getComputedStyle(card).backgroundColor)
    expect(ground).toBe('rgb(26, 35, 31)')
  })

  test.each([
    ['oklch(0.2 0.02 260)', 'dark'],
    ['lab(20 5 5)', 'dark'],
    ['oklch(0.97 0.01 260)', 'light'],
    ['oklch(0.2 0.02 260 / 0.2)', 'light'],
    ['color(srgb 0.1 0.11 0.12)', 'dark'],
    ['color-mix(in srgb, black 80%, white)', 'dark'],
    ['color(srgb 0.95 0.96 0.97)', 'light'],
    ['color(srgb 0.1 0.11 0.12 / 0.2)', 'light'],
  ])(
    'was light in a dark page whose ground is said in a newer way: %s is %s',
    async (ground, mode) => {
      await using app = await openGuidePage(browser, { body, css, reducedMotion: true })
      await app.page.evaluate((colour) => {
        document.body.style.background = colour
      }, ground)
      await app.show(tour)
      await app.card.waitFor()
      const of = () =>
        document
          .querySelector('waymark-guide')
          ?.shadowRoot?.querySelector<HTMLElement>('[data-mode]')?.dataset.mode
      expect(await app.page.evaluate(of)).toBe(mode)
    },
  )

  test('reads from right to left', async () => {
    await using app = await openGuidePage(browser, {
      body,
      css,
      html: 'lang="ar" dir="rtl"',
      reducedMotion: true,
    })
    await app.page.evaluate(() => {
      window.wm.locale = 'ar'
    })
    await app.show(tour)
    await app.card.waitFor()
    expect(await violations(app)).toEqual([])
    expect(await fits(app)).toBe(true)
    const [close, card] = await Promise.all([
      app.card.getByRole('button', { name: 'إغلاق' }).boundingBox(),
      app.card.boundingBox(),
    ])
    expect((close?.x ?? 0) - (card?.x ?? 0)).toBeLessThan(20)
  })

  test('fits a screen of 320 px, also with text at 200 %', async () => {
    await using app = await shown({ width: 320, height: 640 })
    expect(await fits(app)).toBe(true)
    await using zoomed = await shown({ width: 320, height: 256 })
    expect(await fits(zoomed)).toBe(true)
    await zoomed.card.getByRole('button', { name: 'Next' }).click()
    await zoomed.card.getByText('Then share it').waitFor()
  })

  test('wears the colours of the host, with text that can be read on them', async () => {
    const theme = { accent: '#ffd400', background: '#1d1147', radius: 16 }
    await using app = await shown({}, { ...tour, theme })
    expect(await violations(app)).toEqual([])
  })

  for (const placement of ['top', 'right-start', 'bottom-end', 'left'] as const) {
    test(`stands ${placement} where there is room`, async () => {
      const content = tooltipOn({ id: 'mid' }, { step: { placement } })
      const middle = '<button id="mid">Here</button>'
      await using app = await shown(
        {
          body: middle,
          css: 'button { position: fixed; left: 600px; top: 330px; width: 90px; height: 40px }',
        },
        content,
      )
      expect(await app.card.getAttribute('data-side')).toBe(placement.split('-')[0])
      expect(await app.isBeside('#mid')).toBe(true)
    })
  }

  test('turns to the other side, and shifts, at the edge of the screen', async () => {
    const content = tooltipOn({ id: 'mid' }, { step: { placement: 'top' } })
    const cornered = 'button { position: fixed; left: 4px; top: 4px }'
    await using app = await shown(
      { body: '<button id="mid">Here</button>', css: cornered },
      content,
    )
    expect(await app.card.getAttribute('data-side')).toBe('bottom')
    expect(await fits(app)).toBe(true)
  })
})
