import { checkCss, cssParts } from '@waymark/schemas'
import type { GuideContent, Look } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { body, css, violations } from './app-page.ts'
import {
  type GuidePage,
  type GuidePageOptions,
  guideOf,
  openGuidePage,
  startBrowser,
} from './guide-page.ts'
import { looks } from './looks.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const look = (name: string): GuideContent => {
  const found = looks[name]
  if (!found) throw new Error(`no look ${name}`)
  return found
}

const openerOf = (guide: GuideContent): string | undefined =>
  guide.hotspot ? '.spot-button' : guide.launcher && '.launch'

const shown = async (
  name: string,
  theme: Look,
  options: Partial<GuidePageOptions> = {},
): Promise<GuidePage> => {
  const app = await openGuidePage(browser, { body, css, reducedMotion: true, ...options })
  const guide = look(name)
  await app.show({ ...guide, theme })
  await app.hasRecorded('$guide_rendered')
  const opener = openerOf(guide)
  if (opener) await app.page.locator(`waymark-guide ${opener}`).click()
  await app.box.waitFor()
  return app
}

const styleOf = (app: GuidePage, selector: string) =>
  app.page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { backgroundColor, color, borderRadius, textTransform, boxShadow, fontSize } =
        getComputedStyle(element)
      return { backgroundColor, color, borderRadius, textTransform, boxShadow, fontSize }
    })

describe('the CSS of a brand, in a page with a strict policy', () => {
  const ours = `
.primary { border-radius: 99px; text-transform: uppercase; background: #1d4ed8; color: #fff }
.card { box-shadow: 0 0 0 3px #1d4ed8 }
@media (min-width: 600px) { h2 { font-size: 30px } }
@media (max-width: 599px) { h2 { font-size: 12px } }
.surface[data-mode=dark] .primary { background: #bfdbfe; color: #000 }`

  const hosts = `${body}<div class="surface card"><button class="primary" id="host">Host</button></div>`

  test('is on the parts of the guide, and on nothing of the page', async () => {
    expect(checkCss(ours).faults).toEqual([])
    await using app = await openGuidePage(browser, { body: hosts, css, reducedMotion: true })
    const before = await styleOf(app, '#host')
    const cardBefore = await styleOf(app, 'body > .card')
    await app.show({ ...look('modal'), theme: { css: ours } })
    await app.box.waitFor()
    expect(await styleOf(app, 'waymark-guide .primary')).toMatchObject({
      backgroundColor: 'rgb(29, 78, 216)',
      color: 'rgb(255, 255, 255)',
      borderRadius: '99px',
      textTransform: 'uppercase',
    })
    expect(await styleOf(app, 'waymark-guide h2')).toMatchObject({ fontSize: '30px' })
    expect((await styleOf(app, 'waymark-guide .card')).boxShadow).toContain('rgb(29, 78, 216)')
    expect(await styleOf(app, '#host')).toEqual(before)
    expect(await styleOf(app, 'body > .card')).toEqual(cardBefore)
    expect(await app.page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
    expect(await violations(app)).toEqual([])
    expect(app.complaints).toEqual([])
  })

  test('knows the dark', async () => {
    await using app = await shown('modal', { css: ours, mode: 'dark' })
    expect(await styleOf(app, 'waymark-guide .primary')).toMatchObject({
      backgroundColor: 'rgb(191, 219, 254)',
      color: 'rgb(0, 0, 0)',
    })
    expect(await violations(app)).toEqual([])
  })

  test('is one sheet, however often the guide is drawn', async () => {
    await using app = await shown('tooltip', { css: ours })
    await app.card.getByRole('button', { name: 'Next' }).click()
    await app.card.getByText('Then share it').waitFor()
    const sheets = await app.page
      .locator('waymark-guide')
      .evaluate((host) => host.shadowRoot?.adoptedStyleSheets.length)
    expect(sheets).toBe(2)
    expect(await styleOf(app, 'waymark-guide .primary')).toMatchObject({ borderRadius: '99px' })
  })
})

/** Is the close control what a person hits where it is, and can it be told from its ground? */
const standOf = (app: GuidePage, control = '.close') =>
  app.box.locator(control).evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element)
    const own = element.getBoundingClientRect()
    // Of what scrolls, the part that is seen.
    const frame = (element.closest('.foot') ?? document.documentElement).getBoundingClientRect()
    const [left, top] = [Math.max(own.left, frame.left), Math.max(own.top, frame.top)]
    const right = Math.min(own.right, frame.right)
    const bottom = Math.min(own.bottom, frame.bottom)
    const root = element.getRootNode() as ShadowRoot
    const hit = root.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return {
      isHit: hit !== null && element.contains(hit),
      isOnScreen: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
      isLarge: right - left >= 24 && bottom - top >= 24,
      colours: [color, backgroundColor],
    }
  })

const findsByKeyboard = async (app: GuidePage, control = '.close'): Promise<boolean> => {
  for (let tries = 0; tries < 30; tries++) {
    await app.page.keyboard.press('Tab')
    const isThere = await app.page.evaluate(
      (wanted) =>
        document.activeElement?.shadowRoot?.activeElement?.matches(`${wanted}:focus-visible`),
      control,
    )
    if (isThere) return true
  }
  return false
}

const light = ['rgb(22, 33, 29)', 'rgb(255, 255, 255)']
const dark = ['rgb(234, 238, 235)', 'rgb(26, 35, 31)']
const kept = { isHit: true, isOnScreen: true, isLarge: true }

test('a long text scrolls under its buttons, which stay whole', async () => {
  const content = Array.from({ length: 20 }, () => ({ text: 'A line that somebody reads.' }))
  const guide = guideOf('modal', {
    content: [...content, { button: { label: 'Got it', action: { complete: true } } }],
  })
  await using app = await openGuidePage(browser, { body, css, width: 360, height: 400 })
  await app.show({ ...guide, theme: { css: '.primary { font-weight: 700 }' } })
  await app.box.waitFor()
  const parts = await app.box.evaluate((card) =>
    ['.body', '.foot'].map((part) => {
      const { scrollHeight = 0, clientHeight = 0 } = card.querySelector(part) ?? {}
      return scrollHeight - clientHeight
    }),
  )
  expect(parts).toEqual([expect.toSatisfy((more: number) => more > 100), 0])
})

describe('the close control cannot be hidden', () => {
  /** The most that is taken: all in the colour of the close control's lines, as thick and wide as may be. */
  const loudest = (colour: string): string => `
.card { border: 8px solid ${colour}; box-shadow: 64px 64px 64px 64px ${colour}, inset 0 0 64px 64px ${colour};
  background: ${colour}; color: ${colour === '#16211d' ? '#fff' : '#000'}; border-radius: 40px; text-align: right; text-shadow: 64px 0 ${colour} }
.body, .foot { padding: 48px; gap: 48px; background: ${colour}; font-size: 40px; line-height: 2.5; letter-spacing: .3em; border: 8px solid ${colour} }
.body p, .body h2, .body li, .foot button, button { font-size: 40px; padding: 48px; border: 8px solid ${colour}; letter-spacing: 4px; line-height: 2.5; border-radius: 0 }
button:hover, button:focus-visible, .quiet { background: ${colour}; border-color: ${colour}; box-shadow: 0 0 0 64px ${colour} }`

  const closing = Object.keys(looks).filter((name) => name !== 'paywall')
  for (const { mode, colour, colours } of [
    { mode: 'light', colour: '#16211d', colours: light },
    { mode: 'dark', colour: '#eaeeeb', colours: dark },
  ] as const) {
    test.each(closing)(`by the loudest CSS that is taken, %s, in the ${mode}`, async (name) => {
      const css = loudest(colour)
      expect(checkCss(css).faults).toEqual([])
      await using app = await shown(
        name,
        { css, mode },
        {
          ...{ html: `lang="en" class="${mode}"`, width: 360, height: 480 },
        },
      )
      expect(await standOf(app)).toEqual({ ...kept, colours })
      if (mode === 'dark') return
      expect(await findsByKeyboard(app)).toBe(true)
      await app.page.keyboard.press('Enter')
      await app.box.waitFor({ state: 'hidden' })
    })
  }

  test('nor can the way out of a paywall, which has no close control', async () => {
    const theme = { css: loudest('#16211d') }
    await using app = await shown('paywall', theme, { width: 360, height: 480 })
    expect(await app.box.locator('.close').count()).toBe(0)
    expect(await findsByKeyboard(app, '.foot .quiet')).toBe(true)
    expect(await standOf(app, '.foot .quiet')).toMatchObject(kept)
    await app.page.keyboard.press('Enter')
    await app.box.waitFor({ state: 'hidden' })
  })

  test('by CSS that never went through a check, nor does it fetch anything', async () => {
    const asked: string[] = []
    const hostile = `
@import "https://evil.test/import.css";
@font-face { font-family: evil; src: url(https://evil.test/font) }
@layer { .close { display: none !important } }
@supports (display: grid) { .close { display: none } }
.close, .close *, .quiet, button, [aria-label], [data-do], .card > :last-child, :host { display: none !important; visibility: hidden; opacity: 0 }
.card { color: red; .close { display: none !important } & > button { opacity: 0 !important } }
@media all { .close { display: none !important } button:focus-visible { outline: none !important } }
}} .close { display: none !important }`
    expect(checkCss(hostile).faults).not.toEqual([])
    await using app = await openGuidePage(browser, { body, css, reducedMotion: true })
    app.page.on('request', (request) => asked.push(request.url()))
    await app.show({ ...look('slideout'), theme: { css: hostile } })
    await app.box.waitFor()
    expect(await standOf(app)).toEqual({ ...kept, colours: light })
    expect(await findsByKeyboard(app)).toBe(true)
    const ring = await app.box
      .locator('.close')
      .evaluate((close) => getComputedStyle(close).outlineStyle)
    expect(ring).toBe('solid')
    expect(asked).toEqual([])
    await app.page.keyboard.press('Enter')
    await app.box.waitFor({ state: 'hidden' })
  })
})

test('each part that the documentation names is drawn by some guide', async () => {
  const seen = new Set<string>()
  for (const name of Object.keys(looks)) {
    await using app = await openGuidePage(browser, { body, css, reducedMotion: true })
    await app.show(look(name))
    await app.hasRecorded('$guide_rendered')
    const collect = async () => {
      const names = await app.page.evaluate(() =>
        [...document.querySelectorAll('waymark-guide')].flatMap((host) =>
          [...(host.shadowRoot?.querySelectorAll('[class]') ?? [])].flatMap((each) => [
            ...each.classList,
          ]),
        ),
      )
      for (const each of names) seen.add(each)
    }
    await collect()
    const opener = openerOf(look(name)) ?? (name === 'checklist' ? '.close' : undefined)
    if (opener) await app.page.locator(`waymark-guide ${opener}`).click()
    await collect()
  }
  expect(cssParts.filter((part) => !seen.has(part))).toEqual([])
})
