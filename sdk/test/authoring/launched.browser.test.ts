import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parseDefinition } from '@waymark/schemas'
import type { AuthoringStock, GuideDraft, ToPage } from '@waymark/schemas/wire/authoring'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startBrowser } from '../../../test/support/browser.ts'
import { body, css } from '../guide/app-page.ts'
import { type Authoring, type AuthoringOptions, openAuthoring } from './open-authoring.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const draft: GuideDraft = {
  ...{ kind: 'guide', id: 'welcome', name: 'Welcome', type: 'modal' },
  steps: [{ content: [{ heading: 'A headline' }, { text: 'What it is good for.' }] }],
}

const slot = `<nav id="slot" aria-label="More"></nav>`
const open = (options: Partial<AuthoringOptions> = {}): Promise<Authoring> =>
  openAuthoring(browser, {
    body: body.replace('<main>', `${slot}<main>`),
    css: `${css} #slot { min-height: 60px }`,
    guide: draft,
    ...options,
  })

const button = (a: Authoring, name: string | RegExp) => a.panel.getByRole('button', { name })
const become = (a: Authoring, kind: string) => a.panel.getByLabel('Kind').selectOption(kind)
const field = (a: Authoring, name: string) => a.card.getByRole('textbox', { name, exact: true })

const write = async (a: Authoring, name: string, words: string): Promise<void> => {
  await field(a, name).first().click()
  await a.page.keyboard.press('Control+a')
  await a.page.keyboard.type(words)
}

/** What would be said of it when it is published. */
const faults = async (a: Authoring): Promise<readonly string[]> => {
  const parsed = parseDefinition(await a.draft())
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`)
}

const isWell = async (a: Authoring): Promise<void> => {
  expect(await a.page.evaluate('wmErrors')).toEqual([])
  expect(a.complaints).toEqual([])
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const violations = async ({ page }: Authoring): Promise<unknown> => {
  await page.evaluate(await axe)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const found = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    })
    return found.violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html.slice(0, 200)),
    ])
  })
}

/** What the dashboard says over the port. */
const tell = (a: Authoring, said: ToPage) =>
  a.dashboard.evaluate((text) => Reflect.get(window, 'say')(text), JSON.stringify(said))

const stock: AuthoringStock = {
  ...{ images: [], milestones: [] },
  guides: [
    { id: 'first-tour', name: 'The first tour' },
    { id: 'help-centre', name: 'Help centre' },
    { id: 'welcome', name: 'Welcome' },
  ],
}

const looks = [
  ['light', 1280, 800],
  ['dark', 390, 780],
] as const

/** Keeps a picture, where somebody asked for them: `WAYMARK_PICTURES=docs/guides`. */
const snapshot = async (a: Authoring, name: string): Promise<void> => {
  const folder = process.env.WAYMARK_PICTURES
  if (folder) await a.page.screenshot({ path: `${folder}/${name}.png` })
}

test.each(looks)(
  'a feed is written in the page: its posts where they are listed, each with its day, and what it is called: %s, %d px',
  async (colorScheme, width, height) => {
    await using a = await open({
      colorScheme,
      width,
      height,
      html: `lang="en" class="${colorScheme}"`,
    })
    await a.panel.waitFor()
    await become(a, 'feed')
    await write(a, 'Heading', 'Reports can be shared')
    await write(a, 'Label', 'News')
    await expect.poll(a.draft).toMatchObject({
      launcher: { label: 'News', icon: 'bell' },
      steps: [{ id: 'post-1', content: [{ heading: 'Reports can be shared' }, {}] }],
    })
    await button(a, '+ Post').click()
    await a.panel.getByLabel('Listed from the day').fill('2030-01-31')
    await a.panel.getByLabel('Reactions, with spaces between').fill('👍 🎉')
    await expect.poll(() => a.card.locator('.post').count()).toBe(2)
    await write(a, 'Heading', 'Of the second post')
    await button(a, '+ Button').click()
    await write(a, 'Button', 'Try it')
    await expect
      .poll(async () => (await a.draft()).steps[1])
      .toMatchObject({
        ...{ id: 'post-2', date: '2030-01-31', reactions: ['👍', '🎉'] },
        content: [
          { heading: 'Of the second post' },
          {},
          { button: { label: 'Try it', action: { open: '/' } } },
        ],
      })
    expect(await faults(a)).toEqual([])
    await snapshot(a, `authoring-feed-${width}-${colorScheme}`)
    expect(await violations(a)).toEqual([])
    await button(a, 'Undo').click()
    await isWell(a)
  },
)

test('a feed is previewed with what is listed today; its posts have no name and day as another kind', async () => {
  await using a = await open()
  await a.panel.waitFor()
  await become(a, 'feed')
  await a.card.getByText('A headline').waitFor()
  await button(a, 'Preview').click()
  await a.page.getByRole('region', { name: 'Preview' }).waitFor()
  await a.page.getByRole('dialog', { name: 'What is new' }).getByText('A headline').waitFor()
  await a.page.getByRole('button', { name: 'Back to writing' }).click()
  await become(a, 'modal')
  await expect.poll(async () => (await a.draft()).launcher).toBeUndefined()
  expect((await a.draft()).steps[0]).not.toHaveProperty('date')
  await isWell(a)
})

test.each(looks)(
  'a resource centre is written in the page: its links are listed as visitors find them: %s, %d px',
  async (colorScheme, width, height) => {
    const guide: GuideDraft = {
      ...{ ...draft, type: 'resource-centre', steps: [], launcher: { label: 'Help' } },
      items: [{ label: 'Docs', action: { open: '/docs' } }],
    }
    await using a = await open({
      guide,
      colorScheme,
      width,
      height,
      html: `lang="en" class="${colorScheme}"`,
    })
    await write(a, 'Label', 'Help and more')
    await expect.poll(async () => (await a.draft()).launcher?.label).toBe('Help and more')
    await tell(a, { say: 'stock', stock })
    await button(a, '+ Link').click()
    await a.panel.getByLabel('Says').fill('Take the tour')
    await a.panel.getByLabel('Below it').fill('Two minutes.')
    await a.panel.getByLabel('Under the heading').fill('Learn')
    await a.panel.getByLabel('When pressed').selectOption('Start another guide')
    await a.panel
      .getByRole('combobox', { name: 'Guide', exact: true })
      .selectOption('The first tour')
    await expect
      .poll(async () => (await a.draft()).items)
      .toEqual([
        { label: 'Docs', action: { open: '/docs' } },
        {
          label: 'Take the tour',
          text: 'Two minutes.',
          section: 'Learn',
          action: { start: 'first-tour' },
        },
      ])
    await a.card.getByRole('button', { name: 'Take the tour' }).waitFor()
    await a.card.getByRole('heading', { name: 'Learn' }).waitFor()
    expect(await faults(a)).toEqual([])
    await snapshot(a, `authoring-centre-${width}-${colorScheme}`)
    expect(await violations(a)).toEqual([])
    await button(a, 'Preview').click()
    await a.page
      .getByRole('dialog', { name: 'Help and more' })
      .getByRole('button', { name: 'Take the tour' })
      .click()
    await a.page.getByText('Here the guide “first-tour” opens.').waitFor()
    await isWell(a)
  },
)

test.each(looks)(
  'a launcher is written on its button, in its corner or inside of an element: %s, %d px',
  async (colorScheme, width, height) => {
    await using a = await open({
      colorScheme,
      width,
      height,
      html: `lang="en" class="${colorScheme}"`,
    })
    await a.panel.waitFor()
    await become(a, 'launcher')
    const launch = a.page.locator('waymark-guide .launch')
    await launch.getByRole('textbox', { name: 'Label' }).click()
    await a.page.keyboard.press('Control+a')
    await a.page.keyboard.type('Need help')
    await expect.poll(async () => (await a.draft()).launcher?.label).toBe('Need help')
    await tell(a, { say: 'stock', stock })
    await a.panel.getByLabel('Opens the guide').selectOption('Help centre')
    await expect.poll(async () => (await a.draft()).steps).toEqual([])
    expect(await faults(a)).toEqual([])
    await snapshot(a, `authoring-launcher-${width}-${colorScheme}`)
    expect(await violations(a)).toEqual([])

    await a.panel.locator('summary', { hasText: 'Place' }).click()
    await button(a, 'Pick an element').click()
    const box = await a.page.locator('#slot').boundingBox()
    await a.page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await expect.poll(async () => (await a.draft()).target).toMatchObject({ id: 'slot' })
    await a.page.locator('#slot waymark-guide .launch').waitFor()
    expect(await faults(a)).toEqual([])
    await button(a, 'In a corner').click()
    await expect.poll(async () => (await a.draft()).target).toBeUndefined()
    await a.page.locator('#slot waymark-guide').waitFor({ state: 'detached' })

    await button(a, 'Preview').click()
    await a.page.getByRole('button', { name: 'Need help' }).click()
    await a.page.getByText('Here the guide “help-centre” opens.').waitFor()
    await isWell(a)
  },
)

test('the guide that a launcher opens is found by its name among many; one that is not there is said not to be', async () => {
  const guide: GuideDraft = {
    ...{ ...draft, type: 'launcher', steps: [] },
    launcher: { label: 'Help', start: 'long-gone' },
  }
  await using a = await open({ guide })
  const opens = a.panel.getByLabel('Opens the guide')
  const gone = a.panel.getByText('There is no guide “long-gone”: nothing would open.')
  await opens.waitFor()
  expect([await opens.inputValue(), await gone.count()]).toEqual(['long-gone', 0])
  const many = Array.from({ length: 12 }, (_, at) => ({ id: `tip-${at}`, name: `Tip ${at}` }))
  const twin = { id: 'help-2', name: 'Help centre' }
  const guides = [...(stock.guides ?? []), ...many, twin]
  await tell(a, { say: 'stock', stock: { ...stock, guides } })
  await gone.waitFor()
  expect(await opens.inputValue()).toBe('long-gone')
  expect(await opens.locator('option', { hasText: 'Welcome' }).count()).toBe(0)
  await a.panel.getByLabel('Search guides by name').fill('help')
  await expect
    .poll(() => opens.locator('option').allTextContents())
    .toEqual(['Choose a guide…', 'long-gone', 'Help centre (help-centre)', 'Help centre (help-2)'])
  await snapshot(a, 'authoring-guide-search')
  await opens.selectOption('help-2')
  await gone.waitFor({ state: 'detached' })
  await expect.poll(async () => (await a.draft()).launcher?.start).toBe('help-2')
  expect(await faults(a)).toEqual([])
  expect(await violations(a)).toEqual([])
  await isWell(a)
})

test.each(looks)(
  'a paywall is written as visitors meet it, and always has a way out: %s, %d px',
  async (colorScheme, width, height) => {
    await using a = await open({
      colorScheme,
      width,
      height,
      html: `lang="en" class="${colorScheme}"`,
    })
    await a.panel.waitFor()
    await become(a, 'paywall')
    await write(a, 'Heading', 'Five products are in your plan')
    await write(a, 'Button', 'Later')
    await expect
      .poll(async () => (await a.draft()).steps[0]?.content)
      .toMatchObject([
        { heading: 'Five products are in your plan' },
        { text: 'What it is good for.' },
        { button: { label: 'Later', action: { dismiss: true } } },
      ])
    expect(await a.card.getByRole('button', { name: 'Close' }).count()).toBe(0)
    expect(await faults(a)).toEqual([])
    await snapshot(a, `authoring-paywall-${width}-${colorScheme}`)
    expect(await violations(a)).toEqual([])
    await button(a, 'Preview').click()
    await a.page
      .getByRole('dialog', { name: 'Five products are in your plan' })
      .getByRole('button', { name: 'Later' })
      .click()
    await a.page.getByRole('region', { name: 'Preview' }).getByText('closed').waitFor()
    await isWell(a)
  },
)
