import type { ContentNode, GuideContent } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './app-page.ts'
import { type GuidePage, guideOf, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<main><h1>Products</h1></main>'
const shown = async (content: readonly ContentNode[], more: Partial<GuideContent> = {}) => {
  const app = await openGuidePage(browser, { body, reducedMotion: true })
  await app.show(guideOf('slideout', { content }, more))
  await app.card.waitFor()
  return app
}
const send: ContentNode = {
  button: {
    label: 'Send',
    action: [{ 'set-trait': { name: 'team', from: 'size' } }, { complete: true }],
  },
}

describe('content', () => {
  test('a long word in a heading was cut off at the edge of the card: it breaks', async () => {
    const word = 'Benutzeroberflaechenkonfigurationseinstellungsdialogfensterueberschrift'
    await using app = await shown([{ heading: word }, { text: word }, { list: [word] }])
    const over = await app.card.evaluate((card) => {
      const { right } = card.getBoundingClientRect()
      return [...card.querySelectorAll('h2,p,li')].filter((part) => {
        const range = document.createRange()
        range.selectNodeContents(part)
        return range.getBoundingClientRect().right > right
      }).length
    })
    expect(over).toBe(0)
  })

  test('columns stand side by side where there is room, else below each other', async () => {
    const columns: ContentNode = {
      columns: [
        [{ text: 'Left' }, { button: { label: 'Choose left', action: { complete: true } } }],
        [{ text: 'Right' }, { progress: { label: 'Half', value: 1, max: 2 } }],
      ],
    }
    await using app = await shown([{ heading: 'Choose' }, columns])
    const place = (text: string) => app.card.getByText(text, { exact: true }).boundingBox()
    const [left, right] = [await place('Left'), await place('Right')]
    expect(left?.y).toBe(right?.y)
    expect(right?.x ?? 0).toBeGreaterThan(left?.x ?? 0)
    expect(await violations(app)).toEqual([])
    await app.page.setViewportSize({ width: 220, height: 640 })
    expect((await place('Right'))?.y ?? 0).toBeGreaterThan((await place('Left'))?.y ?? 0)
    await app.card.getByRole('button', { name: 'Choose left' }).click()
    await app.hasRecorded('$guide_completed')
  })

  test('a video plays only when somebody starts it, has a name, and brings its captions', async () => {
    const video: ContentNode = {
      video: {
        src: '/sdk/assets/film.mp4',
        poster: 'https://in.test/film.png',
        title: 'How to install',
        captions: [{ src: '/sdk/assets/film.en.vtt', lang: 'en' }],
      },
    }
    await using app = await shown([{ heading: 'Watch' }, video])
    const film = app.card.locator('video')
    const known = await film.evaluate((element: HTMLVideoElement) => ({
      src: element.src,
      autoplay: element.autoplay,
      controls: element.controls,
      preload: element.preload,
      crossOrigin: element.crossOrigin,
      track: element.querySelector('track')?.src,
    }))
    expect(known).toEqual({
      ...{ src: 'https://in.test/sdk/assets/film.mp4', autoplay: false, controls: true },
      ...{ preload: 'none', crossOrigin: 'anonymous' },
      track: 'https://in.test/sdk/assets/film.en.vtt',
    })
    expect(await film.getAttribute('aria-label')).toBe('How to install')
  })

  test('what is entered is checked, recorded, and becomes a trait', async () => {
    const size: ContentNode = {
      input: { id: 'size', label: 'How many are you?', type: 'number', required: true },
    }
    const mail: ContentNode = { input: { id: 'mail', label: 'E-mail', type: 'email' } }
    await using app = await shown([{ heading: 'Your team' }, size, mail, send])
    await app.card.getByRole('button', { name: 'Send' }).click()
    expect(await app.recorded()).not.toContain('$guide_clicked')
    await app.card.getByRole('spinbutton', { name: 'How many are you?' }).fill('12')
    await app.card.getByRole('textbox', { name: 'E-mail' }).fill('no address')
    await app.card.getByRole('button', { name: 'Send' }).click()
    expect(await app.recorded()).not.toContain('$guide_clicked')
    await app.card.getByRole('textbox', { name: 'E-mail' }).fill('')
    await app.card.getByRole('button', { name: 'Send' }).click()
    await app.hasRecorded('$guide_completed')
    const answered = (await app.events()).find(({ event }) => event === '$guide_answered')
    expect(answered?.properties.answers).toEqual({ size: 12 })
    expect(await app.page.evaluate(() => window.wm.traits)).toEqual({ team: 12 })
  })

  test('what is entered is heard by no listener of the page', async () => {
    await using app = await openGuidePage(browser, {
      body,
      script: `window.heard = []; for (const name of ['keydown', 'input', 'change', 'focusin', 'click'])
document.addEventListener(name, (event) => window.heard.push(name), true)`,
    })
    await app.show(
      guideOf('slideout', { content: [{ input: { id: 'size', label: 'Size' } }, send] }),
    )
    await app.card.getByRole('textbox', { name: 'Size' }).click()
    await app.page.keyboard.type('secret')
    await app.card.getByRole('button', { name: 'Send' }).click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.evaluate('window.heard')).toEqual([])
  })
})

describe('a theme', () => {
  const contrast = async (app: GuidePage, selector: string): Promise<number> =>
    app.box
      .locator(selector)
      .first()
      .evaluate((element) => {
        const rgb = (text: string) => {
          const parts =
            text
              .match(/[\d.]+/g)
              ?.slice(0, 3)
              .map(Number) ?? []
          return text.startsWith('color(') ? parts.map((part) => part * 255) : parts
        }
        const light = (colour: readonly number[]) =>
          colour
            .map((each) => each / 255)
            .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
            .reduce((sum, each, at) => sum + each * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0)
        let ground: Element | null = element
        while (
          ground &&
          /rgba\(.*, 0\)|transparent/.test(getComputedStyle(ground).backgroundColor)
        ) {
          ground = ground.parentElement
        }
        const [a, b] = [
          light(rgb(getComputedStyle(element).color)) + 0.05,
          light(rgb(ground ? getComputedStyle(ground).backgroundColor : 'rgb(255 255 255)')) + 0.05,
        ]
        return Math.max(a, b) / Math.min(a, b)
      })
  const content: readonly ContentNode[] = [
    { heading: 'Hello' },
    { text: [{ text: 'See ' }, { text: 'the docs', link: 'https://example.com' }] },
    { button: { label: 'Go', action: { complete: true } } },
  ]

  for (const theme of [
    { accent: '#ffee00' },
    { accent: '#0b2a6b' },
    { accent: '#7f7f7f', background: '#808080' },
    { accent: '#ff00aa', background: '#101010' },
    { accent: '#ffee00', mode: 'dark' },
    { accent: '#123123', mode: 'dark' },
  ] as const) {
    test(`can be read whatever its colours are: ${JSON.stringify(theme)}`, async () => {
      await using app = await shown(content, { theme })
      for (const part of ['h2', 'p', 'a', '.primary']) {
        expect(await contrast(app, part), part).toBeGreaterThanOrEqual(4.5)
      }
    })
  }

  test('a white accent on a white card: its button and its mark could not be seen', async () => {
    await using app = await shown(content, { theme: { accent: '#ffffff', mode: 'light' } })
    const look = await app.card.evaluate((card) => {
      const button = card.querySelector('.primary')
      const title = card.querySelector('h2')
      return {
        edge: button && getComputedStyle(button).borderTopColor,
        mark: title && getComputedStyle(title, '::before').backgroundColor,
      }
    })
    expect(look.mark).toBe('rgb(22, 33, 29)')
    expect(look.edge).toMatch(/^color\(srgb 0\.5/)
  })

  test('is dark when its author says so, and wears the author’s letters and corners', async () => {
    await using app = await shown(content, {
      theme: { mode: 'dark', radius: 2, font: 'Georgia, serif' },
    })
    const look = await app.card.evaluate((card) => {
      const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(card)
      return [backgroundColor, borderRadius, fontFamily]
    })
    expect(look).toEqual(['rgb(26, 35, 31)', '2px', 'Georgia, serif'])
  })
})
