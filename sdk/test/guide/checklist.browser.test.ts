import type { GuideContent, Task } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, guideOf, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body =
  '<button id="new">New product</button><textarea id="note" aria-label="Note"></textarea>'
const tasks: readonly Task[] = [
  { milestone: 'product', label: 'Create a product', action: { start: 'help' } },
  {
    milestone: 'installed',
    label: 'Install the code',
    text: 'One line.',
    action: { open: '/setup' },
  },
  { milestone: 'colleague', label: 'Invite a colleague' },
]
const checklist = (content: GuideContent['steps'][number]['content'] = []): GuideContent =>
  guideOf(
    'checklist',
    { content: [{ heading: 'Get started' }, ...content] },
    { guide: 'list', tasks },
  )

const open = () => openGuidePage(browser, { body, reducedMotion: true })
const pill = (app: GuidePage) => app.page.locator('waymark-guide .pill')
const task = (app: GuidePage, label: string) => app.box.locator('li', { hasText: label })
const reach = (app: GuidePage, ...milestones: readonly string[]) =>
  app.page.evaluate((reached) => window.wm.setReached(reached), milestones)

describe('a checklist', () => {
  test('is ticked by what the server says, and by nothing in the page', async () => {
    await using app = await open()
    await app.show(checklist())
    await app.card.waitFor()
    expect(await app.card.getByRole('progressbar').getAttribute('value')).toBe('0')
    await task(app, 'Invite a colleague').click()
    expect(await app.card.locator('.done').count()).toBe(0)
    await reach(app, 'product')
    await expect.poll(() => task(app, 'Create a product').getAttribute('class')).toBe('done')
    expect(await task(app, 'Install the code').getAttribute('class')).toBe('next')
    await app.card.getByText('One line.').waitFor()
    expect(await app.card.getByRole('progressbar').getAttribute('value')).toBe('1')
    expect((await app.recorded()).filter((event) => event === '$guide_rendered')).toHaveLength(1)
  })

  test('folds to a pill that says how far one is, and stays so on the next page', async () => {
    await using app = await open()
    await reach(app, 'product')
    await app.show(checklist())
    await app.card.getByRole('button', { name: 'Close' }).click()
    await pill(app).waitFor()
    expect(await app.card.isVisible()).toBe(false)
    expect(await pill(app).innerText()).toMatch(/Get started\s+1\/3/)
    expect(await app.recorded()).not.toContain('$guide_dismissed')
    await app.hasRecorded('$guide_rendered')
    await app.page.reload()
    await pill(app).waitFor()
    expect(await app.card.count()).toBe(0)
    await pill(app).click()
    await app.card.waitFor()
  })

  test('called its tasks circles, and its bar by numbers alone', async () => {
    await using app = await open()
    await reach(app, 'product')
    await app.show(checklist())
    await app.card.getByRole('progressbar', { name: 'Get started: 1 / 3' }).waitFor()
    const marks = app.card.getByRole('listitem').getByRole('img')
    const names = await marks.evaluateAll((all) => all.map((each) => each.ariaLabel))
    expect(names).toEqual(['Done', 'Not done', 'Not done'])
  })

  test('is used by keyboard alone, and Escape folds it', async () => {
    await using app = await open()
    await app.show(checklist())
    await app.card.getByRole('button', { name: 'Close' }).focus()
    await app.page.keyboard.press('Escape')
    await pill(app).waitFor()
    const isOnPill = () =>
      app.page.evaluate(() => {
        const hosts = [...document.querySelectorAll('waymark-guide')]
        return hosts.some((host) => host.shadowRoot?.activeElement?.className === 'pill')
      })
    expect(await isOnPill()).toBe(true)
    await app.page.keyboard.press('Enter')
    await app.card.waitFor()
    await app.page.keyboard.press('Escape')
    await pill(app).waitFor()
    expect(await isOnPill()).toBe(true)
  })

  test('comes up again when all is done, and is then complete', async () => {
    await using app = await open()
    await app.show(checklist())
    await app.card.getByRole('button', { name: 'Close' }).click()
    await pill(app).waitFor()
    await reach(app, 'product', 'installed', 'colleague')
    await app.card.getByRole('button', { name: 'Done' }).click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
  })

  test('makes room for the guide that a task starts, and lies beside others', async () => {
    await using app = await open()
    const help = tooltipOn(
      { id: 'new' },
      { guide: 'help', step: { content: [{ heading: 'Here' }] } },
    )
    await app.showAll([checklist(), {}], [help, { trigger: { after: { event: 'Never' } } }])
    await app.card.getByRole('button', { name: 'Create a product' }).click()
    await app.card.getByRole('heading', { name: 'Here' }).waitFor()
    expect(await pill(app).isVisible()).toBe(true)
    await pill(app).click()
    await app.card.getByRole('heading', { name: 'Get started' }).waitFor()
    expect(await app.card.getByRole('heading', { name: 'Here' }).count()).toBe(0)
  })

  test('ends for good by a button of its author', async () => {
    await using app = await open()
    const skip = {
      button: { label: 'No, thanks', look: 'quiet', action: { dismiss: true } },
    } as const
    await app.show(checklist([skip]))
    await app.card.getByRole('button', { name: 'No, thanks' }).click()
    await app.hasRecorded('$guide_dismissed')
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
  })

  test('takes no letter from whoever is writing', async () => {
    await using app = await open()
    await app.page.locator('#note').focus()
    await app.show(checklist())
    await app.page.keyboard.type('one ')
    await app.card.waitFor()
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.page.keyboard.type('two')
    expect(await app.page.locator('#note').inputValue()).toBe('one two')
  })
})
