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
  tooltipOn,
} from './guide-page.ts'
import { looks } from './looks.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const shown = async (
  guide: GuideContent,
  options: Partial<GuidePageOptions> = {},
): Promise<GuidePage> => {
  const app = await openGuidePage(browser, { body, css, reducedMotion: true, ...options })
  await app.show(guide)
  await app.hasRecorded('$guide_rendered')
  if (guide.launcher) await app.page.locator('waymark-guide .launch').click()
  await app.box.waitFor()
  return app
}

const styleOf = (app: GuidePage, selector: string, property: string): Promise<string> =>
  app.box
    .locator(selector)
    .first()
    .evaluate((part, name) => getComputedStyle(part).getPropertyValue(name), property)

const picture = { image: { src: '/hero.png', alt: 'Reports', width: 800, height: 400 } }
const fine = { button: { label: 'Fine', action: { complete: true } } } as const

test.each([
  ['tooltip', tooltipOn({ id: 'new' }, { step: { content: [picture, { heading: 'Hi' }] } })],
  ['modal', guideOf('modal', { content: [picture, { heading: 'Hi' }] })],
])('the close button of a %s lay on a picture without a ground of its own', async (_, guide) => {
  await using app = await shown(guide)
  const ground = await app.box.evaluate((card) => getComputedStyle(card).backgroundColor)
  expect(await styleOf(app, '.close', 'background-color')).toBe(ground)
  const [close, hero] = await Promise.all([
    app.box.locator('.close').boundingBox(),
    app.box.locator('img').boundingBox(),
  ])
  if (!close || !hero) throw new Error('nothing there')
  expect(close.y).toBeGreaterThan(hero.y)
  expect(close.x + close.width).toBeLessThan(hero.x + hero.width)
  await app.box.locator('.close').hover()
  expect(await styleOf(app, '.close', 'background-color')).toBe(ground)
  expect(await styleOf(app, '.close', 'box-shadow')).toContain('inset')
})

test('a modal was as wide as the words of its step: it keeps its width', async () => {
  const long = 'Three things make a team feel at home here: a product, a colleague and a number.'
  const steps = ['Hi', long].map((text) => ({ content: [{ heading: text }, { text }] }))
  await using app = await shown(guideOf('modal', {}, { steps }))
  const width = async () => (await app.box.boundingBox())?.width
  const first = await width()
  await app.box.getByRole('button', { name: 'Next' }).click()
  await app.box.getByRole('heading', { name: long }).waitFor()
  expect(await width()).toBe(first)
})

describe('the corners of a brand', () => {
  const content = [
    picture,
    { input: { id: 'role', label: 'Your role' } },
    { question: { id: 'why', ask: 'Why?', type: 'single', choices: choicesOf('a', 'b') } },
    fine,
  ] as const
  test.each([
    [0, '0px'],
    [20, '12px'],
  ])('were those of the card alone: with %i they are %s', async (radius, corner) => {
    await using app = await shown(guideOf('survey', { content }, { theme: { radius } }))
    for (const part of ['.primary', 'input:not([type])', 'input[type=text]', 'img', '.choice']) {
      if ((await app.box.locator(part).count()) === 0) continue
      expect([part, await styleOf(app, part, 'border-radius')]).toEqual([part, corner])
    }
    expect(await app.box.evaluate((card) => getComputedStyle(card).borderRadius)).toBe(
      `${radius}px`,
    )
  })
})

describe('in the dark, a brand', () => {
  const of = async (theme: Look) => {
    const content = [
      { heading: 'Hello' },
      { text: [{ text: 'How it works', link: 'https://acme.test/how' }] },
      fine,
    ]
    const app = await shown(guideOf('modal', { content }, { theme }), {
      html: 'lang="en" class="dark"',
      colorScheme: 'dark',
    })
    return Object.assign(app, {
      ground: await app.box.evaluate((card) => getComputedStyle(card).backgroundColor),
      link: await styleOf(app, 'a', 'color'),
      button: await styleOf(app, '.primary', 'background-color'),
    })
  }

  test('had the green ground of Waymark, and links without its colour', async () => {
    await using app = await of({ accent: '#5b3df5' })
    const [red = 0, green = 0, blue = 0] = app.ground.match(/[\d.]+/g)?.map(Number) ?? []
    expect(blue).toBeGreaterThan(red)
    expect(red).toBeGreaterThan(green)
    const [ofRed = 0, , ofBlue = 0] = app.link.match(/[\d.]+/g)?.map(Number) ?? []
    expect(ofBlue).toBeGreaterThan(1.3 * ofRed)
    expect(await violations(app)).toEqual([])
  })

  test('that is dark is brighter there, and no paler', async () => {
    await using app = await of({ accent: '#176145' })
    const [red = 0, green = 0, blue = 0] = app.link.match(/[\d.]+/g)?.map(Number) ?? []
    expect(green).toBeGreaterThan(120)
    expect(green).toBeGreaterThan(3 * red)
    expect(green).toBeGreaterThan(blue)
    expect(await violations(app)).toEqual([])
  })

  test('keeps the ground and the text that it names', async () => {
    await using app = await of({ accent: '#5b3df5', background: '#101820', text: '#fafafa' })
    expect(app.ground).toBe('rgb(16, 24, 32)')
    expect(await styleOf(app, 'h2', 'color')).toBe('rgb(250, 250, 250)')
  })

  test('that is bright enough keeps its accent', async () => {
    await using app = await of({ accent: '#ffd400' })
    expect([app.link, app.button]).toEqual(['rgb(255, 212, 0)', 'rgb(255, 212, 0)'])
  })
})

describe('what is missing', () => {
  const asked = guideOf('survey', {
    content: [
      { heading: 'Two questions' },
      {
        question: {
          ...{ id: 'goal', ask: 'What for?', type: 'single', required: true },
          choices: choicesOf('Reports', 'Planning'),
        },
      },
      { question: { id: 'why', ask: 'Why?', type: 'text', required: true } },
      { input: { id: 'mail', label: 'Your e-mail address', type: 'email' } },
    ],
  })

  test('was said by a bubble of the browser: it is said below, heard, and gone once it is answered', async () => {
    await using app = await shown(asked)
    await app.page.evaluate(() => {
      const { prototype } = HTMLInputElement
      prototype.reportValidity = () => {
        throw new Error('a bubble')
      }
    })
    const done = app.box.getByRole('button', { name: 'Done' })
    const alerts = app.box.getByRole('alert').filter({ hasText: /\w/ })
    await app.box.getByLabel('Why?').fill('   ')
    await app.box.getByLabel('Your e-mail address').fill('nobody')
    await done.click()
    expect(await alerts.allTextContents()).toEqual([
      'Please choose one.',
      'Please answer this.',
      'Please enter an e-mail address.',
    ])
    const choice = app.box.getByLabel('Reports')
    await expect.poll(() => choice.evaluate((each) => each.matches(':focus'))).toBe(true)
    expect(await app.box.getByLabel('Why?').getAttribute('aria-invalid')).toBe('true')
    expect(await violations(app)).toEqual([])
    await app.page.keyboard.press('Space')
    await app.box.getByLabel('Why?').fill('Numbers')
    await app.box.getByLabel('Your e-mail address').fill('ann@acme.test')
    await app.page.keyboard.press('Tab')
    await expect.poll(() => alerts.count()).toBe(0)
    await done.click()
    await app.hasRecorded('$guide_completed')
    expect(app.complaints).toEqual([])
  })

  test('is said in the language of the guide', async () => {
    await using app = await openGuidePage(browser, { body, css, reducedMotion: true })
    await app.page.evaluate(() => {
      window.wm.locale = 'de'
    })
    await app.show(asked)
    await app.box.locator('.primary').click()
    await expect
      .poll(() => app.box.getByRole('alert').first().textContent())
      .toBe('Bitte wählen Sie eines.')
  })
})

test('on a phone the edges of the kinds were uneven', async () => {
  const corner = guideOf('modal', { backdrop: false, position: 'bottom-left' })
  const kinds: typeof looks = { ...looks, 'modal in a corner': corner }
  const edges = async (name: string): Promise<readonly unknown[]> => {
    const guide = kinds[name]
    if (!guide) throw new Error(`no ${name}`)
    await using app = await shown(guide, { width: 390, height: 800 })
    const box = await app.box.boundingBox()
    return [name, box?.x, box && 390 - box.x - box.width]
  }
  const standing = ['modal', 'modal in a corner', 'survey', 'checklist', 'feed', 'slideout']
  for (const name of [...standing, 'resource-centre', 'paywall']) {
    expect(await edges(name)).toEqual([name, 12, 12])
  }
})

test('on a phone a panel along an edge left a strip of the page', async () => {
  await using app = await shown(guideOf('slideout', { position: 'right' }), { width: 390 })
  expect(await app.box.boundingBox()).toMatchObject({ x: 0, width: 390 })
})

test('of what leads somewhere in a resource centre the words alone could be pressed', async () => {
  const centre = looks['resource-centre']
  if (!centre) throw new Error('no resource centre')
  await using app = await shown(centre)
  await app.box.getByText('A tour of two minutes.').click({ force: true })
  await app.hasRecorded('$guide_clicked')
})

function choicesOf(...labels: readonly string[]) {
  return labels.map((label) => ({ id: label.toLowerCase(), label }))
}
