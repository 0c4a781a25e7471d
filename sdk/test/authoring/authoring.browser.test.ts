import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { GuideDraft, ToPage } from '@waymark/schemas/wire/authoring'
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
  kind: 'guide',
  id: 'welcome',
  name: 'Welcome',
  type: 'tooltip',
  steps: [
    {
      content: [
        { heading: 'Create your first product' },
        { text: 'Hello {{first_name | there}}, name it.' },
        { button: { label: 'Got it', action: { complete: true } } },
      ],
    },
  ],
}
const aimed: GuideDraft = { ...draft, target: { role: 'button', name: 'New product' } }

const open = (options: Partial<AuthoringOptions> = {}): Promise<Authoring> =>
  openAuthoring(browser, { body, css, guide: draft, ...options })

const centre = async (
  { page }: Authoring,
  selector: string,
): Promise<readonly [number, number]> => {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`no ${selector}`)
  return [box.x + box.width / 2, box.y + box.height / 2]
}
const button = (a: Authoring, name: string | RegExp) => a.panel.getByRole('button', { name })
const written = (a: Authoring) => a.draft().then(({ steps }) => steps[0]?.content)
const focused = (a: Authoring) =>
  a.page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return `${at?.localName} ${at?.getAttribute('aria-label') ?? at?.textContent ?? ''}`
      .replace(/\s+/g, ' ')
      .trim()
  })

test('an element is picked by pointing, its match judged, and the guide stands there; the page hears nothing of it', async () => {
  const script = `window.heard = []
    for (const name of ['click', 'pointerdown', 'keydown', 'focusin']) document.addEventListener(name, () => heard.push(name), true)`
  await using a = await open({ script })
  await button(a, 'Pick an element').click()
  const [x, y] = await centre(a, '#new')
  await a.page.mouse.move(x, y)
  await a.page.getByText('button “New product”').first().waitFor()
  await a.page.mouse.click(x, y)
  await a.card.getByText('Create your first product').waitFor()
  await a.panel.getByText('Found on this page').waitFor()
  await a.panel.getByText('By id “new”, name “New product”').waitFor()
  await expect
    .poll(async () => (await a.draft()).target)
    .toMatchObject({ id: 'new', role: 'button' })
  expect(await a.page.evaluate('heard')).toEqual([])
  expect(a.complaints).toEqual([])
})

const pick = async (a: Authoring, selector: string): Promise<void> => {
  await button(a, /^Pick an/).click()
  const [x, y] = await centre(a, selector)
  await a.page.mouse.click(x, y)
  await a.card.getByRole('textbox', { name: 'Heading' }).waitFor()
}
const whenSection = (a: Authoring) =>
  a.panel.locator('details', { has: a.page.getByRole('heading', { name: 'When' }) })

test('a guide belongs to the page where its element was picked, and is not missed on all others; any page stays possible', async () => {
  await using a = await open({ path: '/products/42/edit?tab=1' })
  const pages = async () => (await a.draft()).trigger?.url
  await whenSection(a).getByText('any page').waitFor()
  await pick(a, '#new')
  await expect.poll(pages).toBe('/products/*/edit')
  await whenSection(a).getByText('/products/*/edit').waitFor()
  await button(a, 'Undo').click()
  await expect.poll(async () => (await a.draft()).target).toBeUndefined()
  expect(await pages()).toBeUndefined()
  await button(a, 'Redo').click()
  await expect.poll(pages).toBe('/products/*/edit')
  await whenSection(a).locator('summary').click()
  await a.panel.getByLabel('On pages, one a line').fill('')
  await expect.poll(pages).toBeUndefined()
  await pick(a, '#new')
  await whenSection(a).locator('.note', { hasText: 'any page' }).waitFor()
  expect(await pages()).toBeUndefined()
})

test('what is missing is said in words, without a path into a file', async () => {
  await using a = await open()
  await a.panel.waitFor()
  const message = 'Step 1 points at nothing yet: pick its element.'
  const state = { state: 'saved', text: 'Saved', problems: [{ at: 'steps[0]', message }] }
  await a.dashboard.evaluate(
    (text) => Reflect.get(window, 'say')(text),
    JSON.stringify({ say: 'state', state }),
  )
  const problems = a.panel.getByRole('list', { name: 'Before it can be published' })
  await expect.poll(() => problems.textContent()).toBe(message)
})

test('what is written in the card is the guide: tokens, marks and links, and it can be undone', async () => {
  await using a = await open({ guide: aimed })
  const text = a.card.getByRole('textbox', { name: 'Text' })
  await text.click()
  expect(await text.innerText()).toContain('first_name | there')
  await a.page.keyboard.press('End')
  await a.page.keyboard.type(' Now!')
  await expect
    .poll(async () => (await written(a))?.[1])
    .toEqual({
      text: 'Hello {{first_name | there}}, name it. Now!',
    })
  for (let letter = 0; letter < 4; letter++) await a.page.keyboard.press('Shift+ArrowLeft')
  await a.page.keyboard.press('Control+b')
  await expect
    .poll(async () => (await written(a))?.[1])
    .toEqual({
      text: [{ text: 'Hello {{first_name | there}}, name it. ' }, { text: 'Now!', bold: true }],
    })
  await a.card.locator('strong', { hasText: 'Now!' }).waitFor()
  await a.page.getByRole('textbox', { name: 'Link address' }).fill('/help')
  await a.page.getByRole('toolbar').getByRole('button', { name: 'Link', exact: true }).click()
  await expect.poll(async () => JSON.stringify(await written(a))).toContain('"link":"/help"')
  await button(a, 'Undo').click()
  await button(a, 'Undo').click()
  await button(a, 'Undo').click()
  await expect.poll(() => written(a)).toEqual(draft.steps[0]?.content)
  await button(a, 'Redo').click()
  await expect.poll(async () => JSON.stringify(await written(a))).toContain('Now!')
  expect(a.complaints).toEqual([])
})

test('a button is written in its place, and the panel says what it does', async () => {
  await using a = await open({ guide: aimed })
  const label = a.card.getByRole('textbox', { name: 'Button' })
  await label.click()
  await a.page.keyboard.press('Control+a')
  await a.page.keyboard.type('Show me how')
  await expect
    .poll(async () => (await written(a))?.[2])
    .toMatchObject({ button: { label: 'Show me how' } })
  await a.panel.getByLabel('When pressed').selectOption('open')
  await a.panel.getByLabel('Address', { exact: true }).fill('/help')
  await expect
    .poll(async () => (await written(a))?.[2])
    .toEqual({
      button: { label: 'Show me how', action: { open: '/help' } },
    })
  await button(a, '+ List').click()
  await a.card.getByRole('textbox', { name: 'List' }).click()
  await a.page.keyboard.press('End')
  await a.page.keyboard.press('Enter')
  await a.page.keyboard.type('Another')
  await expect.poll(async () => (await written(a))?.[3]).toEqual({ list: ['One thing', 'Another'] })
  await button(a, 'Remove List').click()
  await expect.poll(async () => (await written(a))?.length).toBe(3)
})

test.each(['modal', 'banner', 'slideout', 'hotspot', 'tour', 'survey', 'checklist'] as const)(
  'a %s is written too, where it will stand',
  async (kind) => {
    await using a = await open({ guide: aimed })
    await a.card.getByText('Create your first product').waitFor()
    await a.panel.getByLabel('Kind').selectOption(kind)
    await expect.poll(async () => (await a.draft()).type).toBe(kind)
    const heading = a.card.getByRole('textbox', { name: 'Heading' })
    await heading.click()
    await a.page.keyboard.press('Control+a')
    await a.page.keyboard.type(`As a ${kind}`)
    await expect.poll(async () => (await written(a))?.[0]).toEqual({ heading: `As a ${kind}` })
    if (kind === 'hotspot') await a.page.locator('waymark-guide .spot-button').waitFor()
    expect(await a.page.evaluate('wmErrors')).toEqual([])
    expect(a.complaints).toEqual([])
  },
)

test.each([
  ['light', 1280, 800],
  ['dark', 390, 780],
] as const)(
  'the bar that says how to pick lay under the panel, which hid what was to be picked: %s, %d px wide',
  async (colorScheme, width, height) => {
    const hasTouch = width < 640
    await using a = await open({ colorScheme, width, height, hasTouch })
    await button(a, 'Pick an element').click()
    const shield = a.page.getByRole('application')
    const cancel = shield.getByRole('button', { name: 'Cancel' })
    await cancel.waitFor()
    expect(await a.panel.isVisible()).toBe(false)
    const words = hasTouch ? 'Tap an element.' : 'Point at an element and click.'
    expect(await shield.getByText(words).isVisible()).toBe(true)
    const bar = await a.page.locator('waymark-guide .aim-help').boundingBox()
    if (!bar) throw new Error('no bar')
    expect(bar.x >= 0 && bar.x + bar.width <= width).toBe(true)
    expect(bar.height).toBeLessThan(width > 640 ? 60 : 80)
    await snapshot(a, `authoring-pick-${width}-${colorScheme}`)
    expect(await violations(a)).toEqual([])
    await cancel.click()
    await shield.waitFor({ state: 'detached' })
    await a.panel.waitFor()
    expect((await a.draft()).target).toBeUndefined()
    await button(a, 'Pick an element').click()
    await cancel.focus()
    await a.page.keyboard.press('Enter')
    await shield.waitFor({ state: 'detached' })
    expect(a.complaints).toEqual([])
  },
)

/** What the dashboard says over the port. */
const tell = (a: Authoring, said: ToPage) =>
  a.dashboard.evaluate((text) => Reflect.get(window, 'say')(text), JSON.stringify(said))

const stock = {
  images: [{ src: '/logo.png', name: 'Our logo' }],
  milestones: [{ id: 'code-installed', name: 'Code installed' }],
}

test('an image is chosen among those of the dashboard; a video and a field are said in the panel', async () => {
  await using a = await open({ guide: aimed })
  await a.panel.waitFor()
  await tell(a, { say: 'stock', stock })
  await button(a, '+ Image').click()
  await a.card.getByText('An image: choose it in the panel.').waitFor()
  await a.panel.getByRole('combobox', { name: 'Image', exact: true }).selectOption('Our logo')
  await a.panel.getByLabel('Said to who cannot see it').fill('The logo')
  await a.card.getByRole('img', { name: 'The logo' }).waitFor()
  await button(a, '+ Video').click()
  await a.panel.getByLabel('Address of the video file').fill('https://acme.test/tour.mp4')
  await a.panel.getByLabel('Captions: address of a WebVTT file').fill('/tour.vtt')
  await a.panel.getByLabel('Shown until it plays').selectOption('Our logo')
  await button(a, '+ Field').click()
  const label = a.card.getByRole('textbox', { name: 'Field' })
  await label.click()
  await a.page.keyboard.press('Control+a')
  await a.page.keyboard.type('Your team')
  await a.panel.getByLabel('Has to be filled in').check()
  await expect
    .poll(async () => (await written(a))?.slice(3))
    .toEqual([
      { image: { src: '/logo.png', alt: 'The logo' } },
      {
        video: {
          src: 'https://acme.test/tour.mp4',
          title: 'A video',
          captions: [{ src: '/tour.vtt', lang: 'en' }],
          poster: '/logo.png',
        },
      },
      { input: { id: 'field-1', label: 'Your team', required: true } },
    ])
})

test('what is ticked in the panel is kept: a change is not heard outside of a shadow root', async () => {
  await using a = await open({ guide: { ...draft, type: 'modal' } })
  await a.panel.locator('summary', { hasText: 'Place' }).click()
  await a.panel.getByLabel('Dim the page, which then waits').uncheck()
  await expect.poll(async () => (await a.draft()).steps[0]?.backdrop).toBe(false)
  await a.panel.getByLabel('Dim the page, which then waits').check()
  await expect.poll(async () => (await a.draft()).steps[0]?.backdrop).toBeUndefined()
})

test('a survey is written: questions and choices in the card, their kind in the panel', async () => {
  await using a = await open({ guide: draft })
  await a.panel.getByLabel('Kind').selectOption('survey')
  await a.card.getByText('How likely are you to recommend us?').waitFor()
  await button(a, '+ Question').click()
  await a.panel.getByLabel('Answered by').selectOption('single')
  const choice = a.card.getByRole('textbox', { name: 'Question' }).last()
  await choice.click()
  await a.page.keyboard.press('Control+a')
  await a.page.keyboard.type('A colleague')
  await a.panel.getByLabel('Choices, one a line').fill('One\nA colleague\nA friend')
  await expect
    .poll(async () => (await written(a))?.at(-1))
    .toEqual({
      question: {
        id: 'question-2',
        ask: 'How likely are you to recommend us?',
        type: 'single',
        choices: [
          { id: 'choice-1', label: 'One' },
          { id: 'choice-2', label: 'A colleague' },
          { id: 'choice-3', label: 'A friend' },
        ],
      },
    })
  await button(a, 'Preview').click()
  const preview = a.page.getByRole('dialog', { name: 'Create your first product' })
  await preview.getByText('A friend').click()
  await preview.getByRole('button', { name: 'Got it' }).click()
  await a.page.getByRole('region', { name: 'Preview' }).getByText('completed').waitFor()
  expect(await a.page.evaluate('wmErrors')).toEqual([])
  expect(a.complaints).toEqual([])
})

test.each([
  [1280, 800],
  [390, 780],
])(
  'the panel stands beside a card in the corner, and not under it: %d px wide',
  async (width, height) => {
    const slideout: GuideDraft = { ...draft, type: 'slideout' }
    await using a = await open({ guide: slideout, width, height })
    const [panel, card] = await Promise.all([a.panel.boundingBox(), a.card.boundingBox()])
    if (!panel || !card) throw new Error('not drawn')
    const isBeside =
      width > 640 ? panel.x + panel.width <= card.x : panel.y + panel.height <= card.y
    expect(isBeside).toBe(true)
  },
)

test('what stands in the middle of a phone lay on the panel while it was written', async () => {
  await using a = await open({ guide: { ...draft, type: 'modal' }, width: 390, height: 780 })
  const [panel, card] = await Promise.all([a.panel.boundingBox(), a.card.boundingBox()])
  if (!panel || !card) throw new Error('not drawn')
  expect(card.y + card.height).toBeLessThanOrEqual(panel.y)
})

test('the code that the dashboard shows is asked for where no window can be reached', async () => {
  await using a = await open({ guide: draft })
  const alone = await a.context.newPage()
  await alone.goto(a.page.url())
  const asked = alone.getByRole('region', { name: 'Waymark: connect to the dashboard' })
  await expect.poll(() => asked.getByRole('textbox', { name: 'Code' }).count()).toBe(1)
  expect(await violations({ ...a, page: alone })).toEqual([])
  await snapshot({ ...a, page: alone }, 'authoring-code')
  await asked.getByRole('button', { name: 'Leave authoring' }).click()
  await asked.waitFor({ state: 'detached' })
})

test('a checklist is written: tasks, the milestone that ticks each, and what leads there', async () => {
  await using a = await open({ guide: draft })
  await a.panel.waitFor()
  await tell(a, { say: 'stock', stock })
  await a.panel.getByLabel('Kind').selectOption('checklist')
  await a.card.getByText('A first task').waitFor()
  await button(a, /^1 A first task/).click()
  await a.panel.getByLabel('Task', { exact: true }).fill('Install the code')
  await a.panel.getByLabel('Done when this milestone is reached').selectOption('Code installed')
  await a.panel.getByLabel('When pressed').selectOption('Open an address')
  await a.panel.getByLabel('Address', { exact: true }).fill('/install')
  await button(a, '+ Task').click()
  await expect
    .poll(async () => (await a.draft()).tasks)
    .toEqual([
      { milestone: 'code-installed', label: 'Install the code', action: { open: '/install' } },
      { milestone: '', label: 'Another task' },
    ])
  await a.card.getByRole('button', { name: 'Install the code' }).waitFor()
  await a.panel.getByLabel('Kind').selectOption('modal')
  await expect.poll(async () => (await a.draft()).tasks).toBeUndefined()
})

test('a preview is for the person whom the dashboard names: their words, their progress, and why they would not be shown it', async () => {
  await using a = await open({ guide: { ...aimed, type: 'modal' } })
  await a.panel.waitFor()
  const person = {
    name: 'Ada Lovelace',
    values: { first_name: 'Ada' },
    reached: [],
    against: ['Show welcome is not for them.'],
  }
  await tell(a, { say: 'person', person })
  await button(a, 'Preview').click()
  await a.page.getByText('Hello Ada, name it.').waitFor()
  const badge = a.page.getByRole('region', { name: 'Preview' })
  await badge.getByText('as Ada Lovelace, nothing is recorded: shown').waitFor()
  await badge.getByRole('button', { name: 'Back to writing' }).click()
  await button(a, 'Targeted').click()
  await badge.getByText('Show welcome is not for them.').waitFor()
  expect(await a.card.count()).toBe(0)
  await badge.getByRole('button', { name: 'Back to writing' }).click()
  await tell(a, { say: 'person', person: { ...person, against: [] } })
  await button(a, 'Targeted').click()
  await a.page.getByText('Hello Ada, name it.').waitFor()
  await badge.getByRole('button', { name: 'Back to writing' }).click()
  // Written on as before: tokens are tokens.
  await a.card.getByText('first_name | there').waitFor()
  expect(a.complaints).toEqual([])
})

test('a preview is the guide itself, records nothing, and says what it would do; a modal one can be left', async () => {
  const content = [
    ...(draft.steps[0]?.content.slice(0, 2) ?? []),
    {
      button: {
        label: 'Go',
        action: [{ open: 'https://elsewhere.test' }, { next: true }] as const,
      },
    },
  ]
  const guide: GuideDraft = {
    ...draft,
    type: 'modal',
    steps: [{ content }, { content: [{ heading: 'Second' }] }],
  }
  await using a = await open({ guide })
  await button(a, 'Preview').click()
  const badge = a.page.getByRole('region', { name: 'Preview' })
  await badge.getByText('nothing is recorded: shown').waitFor()
  await a.page.getByRole('dialog').getByText('Hello there, name it.').waitFor()
  await a.page.getByRole('dialog').getByRole('button', { name: 'Go' }).click()
  await badge.getByText('would open https://elsewhere.test').waitFor()
  await a.page.getByRole('dialog').getByText('Second').waitFor()
  await badge.getByRole('button', { name: 'Back to writing' }).click()
  await a.panel.waitFor()
  await a.card.getByRole('textbox', { name: 'Heading' }).waitFor()
  expect(a.complaints).toEqual([])
})

test('a preview with targeting waits for its page and its trigger', async () => {
  const guide: GuideDraft = {
    ...aimed,
    trigger: { url: '/products', after: { element: 'clicked' } },
  }
  await using a = await open({ guide })
  await button(a, 'Targeted').click()
  await a.page.getByText('waits for its trigger').waitFor()
  expect(await a.card.count()).toBe(0)
  await a.page.locator('#new').click()
  await a.card.getByText('Create your first product').waitFor()
})

test('a preview says that its element is not there', async () => {
  await using a = await open({ guide: { ...aimed, target: { testid: 'not-here' } } })
  await button(a, 'Preview').click()
  await a.page.getByRole('region', { name: 'Preview' }).getByText('not shown: missing').waitFor()
  expect(await a.card.count()).toBe(0)
})

test('writing goes on after a reload and on another page, where the dashboard has it', async () => {
  const people = '<a href="/people" id="people">People</a>'
  await using a = await open({ guide: { ...aimed, type: 'tour' }, body: body + people })
  await a.panel.getByLabel('Name').fill('A tour')
  await expect.poll(async () => (await a.draft()).name).toBe('A tour')
  await a.page.reload()
  await a.panel.getByRole('heading', { name: 'A tour' }).waitFor()
  await a.page.locator('#people').click()
  await a.page.waitForURL('**/people')
  await a.panel.getByRole('heading', { name: 'A tour' }).waitFor()
  await button(a, '+ Step').click()
  await expect.poll(async () => (await a.draft()).steps[1]?.trigger).toEqual({ url: '/people' })
  await button(a, /^Pick an/).click()
  const [x, y] = await centre(a, '#people')
  await a.page.mouse.click(x, y)
  await expect.poll(async () => (await a.draft()).steps[1]?.target).toMatchObject({ id: 'people' })
  await a.card.getByRole('textbox', { name: 'Heading' }).waitFor()
  expect(new Set(a.redeemed).size).toBe(3)
})

test('what is in shadow roots and frames is picked too, and in a modal dialog of the page the tools stay alive', async () => {
  const script = `addEventListener('DOMContentLoaded', () => {
    document.querySelector('#shade').attachShadow({ mode: 'open' }).append(Object.assign(document.createElement('button'), { textContent: 'In the shade' }))
    document.querySelector('#ask').showModal()
  })`
  const inFrame = '<button>In the frame</button>'
  const extra = `<dialog id="ask"><h2>Sure?</h2><button id="yes">Yes</button><div id="shade"></div><iframe id="inner" srcdoc="${inFrame}" height="60"></iframe></dialog>`
  await using a = await open({ body: `${body}${extra}`, script })
  for (const [selector, name] of [
    ['#shade', 'In the shade'],
    ['#yes', 'Yes'],
  ] as const) {
    await button(a, /^Pick an/).click()
    const box = await a.page.locator(selector).boundingBox()
    await a.page.mouse.click((box?.x ?? 0) + 15, (box?.y ?? 0) + 15)
    await expect.poll(async () => (await a.draft()).target?.name).toBe(name)
    await a.card.getByText('Create your first product').waitFor()
  }
  await button(a, /^Pick an/).click()
  const frame = await a.page.locator('#inner').boundingBox()
  await a.page.mouse.click((frame?.x ?? 0) + 40, (frame?.y ?? 0) + 22)
  await expect.poll(async () => (await a.draft()).target?.name).toBe('In the frame')
  expect(await a.page.locator('#ask').evaluate((dialog) => dialog.matches(':modal'))).toBe(true)
  expect(await a.page.evaluate('wmErrors')).toEqual([])
})

test('while a modal dialog in a shadow root was open, the panel lay dead under its backdrop', async () => {
  const script = `addEventListener('DOMContentLoaded', () => {
    const root = document.querySelector('#cart').attachShadow({ mode: 'open' })
    const dialog = root.appendChild(document.createElement('dialog'))
    dialog.append(Object.assign(document.createElement('button'), { id: 'pay', textContent: 'Pay now' }))
  })`
  await using a = await open({ body: `${body}<div id="cart"></div>`, script })
  await a.panel.waitFor()
  await a.page.evaluate(() =>
    document.querySelector('#cart')?.shadowRoot?.querySelector('dialog')?.showModal(),
  )
  await button(a, /^Pick an/).click({ timeout: 10_000 })
  const box = await a.page.locator('#pay').boundingBox()
  await a.page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10)
  await expect.poll(async () => (await a.draft()).target?.name).toBe('Pay now')
  await a.card.getByRole('textbox', { name: 'Heading' }).fill('Pay here')
  await expect
    .poll(async () => (await a.draft()).steps[0]?.content[0])
    .toMatchObject({ heading: 'Pay here' })
  await a.panel.getByLabel('Name', { exact: true }).fill('At the till')
  await expect.poll(async () => (await a.draft()).name).toBe('At the till')
  await a.page.evaluate(() =>
    document.querySelector('#cart')?.shadowRoot?.querySelector('dialog')?.close(),
  )
  await a.panel.getByLabel('Name', { exact: true }).fill('Back in the page')
  await expect.poll(async () => (await a.draft()).name).toBe('Back in the page')
  expect(await a.page.evaluate('wmErrors')).toEqual([])
})

test('nobody but the dashboard that ingest names is answered', async () => {
  await using wrong = await open({ dashboard: 'https://waymark.acme.test' })
  await expect.poll(() => wrong.redeemed.length).toBeGreaterThan(0)
  await using a = await open({ body: `${body}<iframe srcdoc="<script>1</script>"></iframe>` })
  await a.panel.waitFor()
  const before = a.redeemed.length
  await a.page.evaluate(() => {
    const { port1 } = new MessageChannel()
    const ticket = { mark: 'waymark-authoring', say: 'ticket', ticket: 'good-forged' }
    window.postMessage(ticket, '*', [port1])
    window.frames[0]?.parent.postMessage(ticket, '*', [new MessageChannel().port1])
  })
  await a.dashboard.evaluate(
    `page.postMessage({ mark: 'waymark-authoring', say: 'ticket', ticket: 'bad' }, '*', [new MessageChannel().port2])`,
  )
  await expect.poll(() => a.redeemed.slice(before)).toEqual(['bad'])
  await a.panel.getByText('Nothing changed yet').waitFor()
  // Said hello again and again, and was never drawn for a dashboard that ingest does not name.
  expect(await wrong.page.locator('waymark-guide').count()).toBe(0)
  expect((await wrong.said()).length).toBe(0)
})

test('the whole way by keyboard alone: pick, write, leave', async () => {
  await using a = await open()
  await button(a, 'Pick an element').focus()
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('application').waitFor()
  await expect.poll(() => focused(a)).toMatch(/^div Pick an element/)
  await a.page.keyboard.press('ArrowRight')
  for (let tries = 0; tries < 12; tries++) {
    if ((await a.page.locator('waymark-guide .aim-name').textContent())?.includes('New product'))
      break
    await a.page.keyboard.press('ArrowRight')
  }
  await a.page.keyboard.press('ArrowUp')
  await a.page.getByText('<div>').first().waitFor()
  await a.page.keyboard.press('ArrowDown')
  await a.page.keyboard.press('Enter')
  await a.card.getByText('Create your first product').waitFor()
  await expect.poll(() => focused(a)).toMatch(/^button Pick another element/)
  await a.card.getByRole('textbox', { name: 'Heading' }).focus()
  await a.page.keyboard.press('End')
  await a.page.keyboard.type('!')
  await expect
    .poll(async () => (await written(a))?.[0])
    .toEqual({ heading: 'Create your first product!' })
  await a.page.keyboard.press('Escape')
  await expect.poll(() => focused(a)).toMatch(/^button Heading/)
  await button(a, 'Pick another element').focus()
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('application').waitFor()
  await a.page.keyboard.press('Escape')
  await a.page.getByRole('application').waitFor({ state: 'detached' })
  await button(a, 'Leave authoring').focus()
  await a.page.keyboard.press('Enter')
  await a.panel.waitFor({ state: 'detached' })
  await expect.poll(async () => (await a.said()).at(-1)).toEqual({ say: 'end' })
  expect(await a.page.locator('waymark-guide').count()).toBe(0)
})

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const violations = async ({ page }: Authoring): Promise<unknown> => {
  await page.evaluate(await axe)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const found = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return found.violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html.slice(0, 200)),
    ])
  })
}

const unfold = (a: Authoring): Promise<void> =>
  a.panel.evaluate((panel) => {
    for (const each of panel.querySelectorAll('details')) each.open = true
  })

test.each([
  ['light', 1280, 800],
  ['dark', 1280, 800],
  ['light', 390, 780],
  ['dark', 390, 780],
] as const)(
  'axe has nothing to report, and nothing is cut off: %s, %d px wide',
  async (colorScheme, width, height) => {
    const html = `lang="en" class="${colorScheme}"`
    await using a = await open({
      guide: { ...aimed, trigger: { after: { delay: '5s' } } },
      colorScheme,
      width,
      height,
      html,
    })
    await a.card.getByRole('textbox', { name: 'Text' }).click()
    await snapshot(a, `authoring-${width === 390 ? 'narrow-' : ''}${colorScheme}`)
    expect(await violations(a)).toEqual([])
    await unfold(a)
    expect(await violations(a)).toEqual([])
    const { right, wide } = await a.panel.evaluate((panel) => ({
      right: panel.getBoundingClientRect().right - innerWidth,
      wide: [...panel.querySelectorAll('.panel-body,.bar')].some(
        (each) => each.scrollWidth > each.clientWidth,
      ),
    }))
    expect(right).toBeLessThanOrEqual(0)
    expect(wide).toBe(false)
  },
)

/** Keeps a picture, where somebody asked for them: `WAYMARK_PICTURES=docs/guides`. */
const snapshot = async (a: Authoring, name: string): Promise<void> => {
  const folder = process.env.WAYMARK_PICTURES
  if (folder) await a.page.screenshot({ path: `${folder}/${name}.png` })
}
