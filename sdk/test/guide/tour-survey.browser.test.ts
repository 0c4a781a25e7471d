import type { GuideContent, GuideStep, Question } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { body, css, fits, snapshot, violations } from './app-page.ts'
import { type GuidePage, type GuidePageOptions, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const step = (heading: string, more: Partial<GuideStep> = {}): GuideStep => ({
  content: [{ heading }],
  ...more,
})
const ask = (question: Omit<Question, 'ask'>, more: Partial<GuideStep> = {}): GuideStep => ({
  kind: 'survey',
  content: [{ question: { ask: `About ${question.id}?`, ...question } }],
  ...more,
})
const thanks = step('Thank you', { id: 'thanks', kind: 'survey' })
const onNew = step('Start here', { target: { id: 'new' } })
const tourOf = (...steps: readonly GuideStep[]): GuideContent => ({
  ...{ v: 1, guide: 'tour', version: 1, type: 'tour' },
  steps,
})
const open = (options: Partial<GuidePageOptions> = {}) =>
  openGuidePage(browser, { body, css, reducedMotion: true, ...options })
const press = (app: GuidePage, name: string) => app.box.getByRole('button', { name }).click()
const radio = (app: GuidePage, name: string) => app.box.getByRole('radio', { name, exact: true })
const heading = (app: GuidePage, name: string) => app.box.getByRole('heading', { name })
const answers = async (app: GuidePage) =>
  (await app.events())
    .filter(({ event }) => event === '$guide_answered')
    .map(({ properties: { guide, step: at, answers: given } }) => [guide, at, given])

describe('a survey as a step of a tour', () => {
  test('asks every sort of question; each answer is that of the tour and its step, and the tour goes on', async () => {
    await using app = await open()
    const choices = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }))
    await app.show(
      tourOf(
        onNew,
        ask({ id: 'nps', type: 'nps' }, { id: 'recommend' }),
        ask({ id: 'ces', type: 'ces' }),
        ask({ id: 'csat', type: 'csat' }),
        ask({ id: 'one', type: 'single', choices }),
        ask({ id: 'some', type: 'multiple', choices }),
        ask({ id: 'words', type: 'text' }),
        ask({ id: 'count', type: 'number' }),
        thanks,
        step('Now go on', { target: { id: 'new' } }),
      ),
    )
    await press(app, 'Next')
    const fill: readonly (() => Promise<unknown>)[] = [
      () => radio(app, '9 / 10').check(),
      () => radio(app, '7 / 7').check(),
      () => radio(app, '1 / 5').check(),
      () => radio(app, 'B').check(),
      () => app.box.getByRole('checkbox', { name: 'C' }).check(),
      () => app.box.getByRole('textbox').fill('Faster, please'),
      () => app.box.getByRole('spinbutton').fill('2.5'),
    ]
    for (const each of fill) {
      await each()
      await press(app, 'Next')
    }
    await heading(app, 'Thank you').waitFor()
    await press(app, 'Next')
    await heading(app, 'Now go on').waitFor()
    expect(await app.isBeside('#new')).toBe(true)
    expect(await app.box.count()).toBe(1)
    await press(app, 'Done')
    await app.hasRecorded('$guide_completed')
    expect(await answers(app)).toEqual([
      ['tour', 'recommend', { nps: 9 }],
      ['tour', '3', { ces: 7 }],
      ['tour', '4', { csat: 1 }],
      ['tour', '5', { one: 'b' }],
      ['tour', '6', { some: ['c'] }],
      ['tour', '7', { words: 'Faster, please' }],
      ['tour', '8', { count: 2.5 }],
    ])
    const rendered = (await app.recorded()).filter((each) => each === '$guide_rendered')
    expect(rendered).toHaveLength(1)
    expect(app.complaints).toEqual([])
  })

  test('branches by its answer, and by that leads to other steps of the tour', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        ask(
          { id: 'nps', type: 'nps', required: true },
          { branch: [{ when: { answer: 'nps', gte: 9 }, goto: 'fans' }] },
        ),
        ask({ id: 'why', type: 'text' }, { branch: [{ when: { url: '/**' }, goto: 'thanks' }] }),
        { ...onNew, id: 'fans' },
        thanks,
      ),
    )
    await press(app, 'Next')
    await app.box.getByRole('group', { name: 'About nps?' }).waitFor()
    await radio(app, '2 / 10').check()
    await press(app, 'Next')
    await app.box.getByRole('textbox', { name: 'About why?' }).waitFor()
    await press(app, 'Back')
    expect(await radio(app, '2 / 10').isChecked()).toBe(true)
    await radio(app, '10 / 10').check()
    await press(app, 'Next')
    await heading(app, 'Start here').waitFor()
    await press(app, 'Next')
    await heading(app, 'Thank you').waitFor()
    expect(await app.box.getByRole('button', { name: 'Back' }).count()).toBe(0)
    await press(app, 'Close')
    await app.hasRecorded('$guide_completed')
    expect(await app.recorded()).not.toContain('$guide_dismissed')
    expect((await answers(app)).map(([, , given]) => given)).toEqual([{ nps: 2 }, { nps: 10 }])
  })

  test('keeps its answers on the way back, over its thanks, after a reload and on the next page', async () => {
    await using app = await open({ path: '/products' })
    await app.show(
      tourOf(
        ask({ id: 'csat', type: 'csat' }),
        thanks,
        ask({ id: 'words', type: 'text' }, { trigger: { url: '/people' } }),
        step('The end', { kind: 'slideout' }),
      ),
    )
    await radio(app, '4 / 5').check()
    await press(app, 'Next')
    await heading(app, 'Thank you').waitFor()
    await app.page.reload()
    await heading(app, 'Thank you').waitFor()
    await press(app, 'Back')
    expect(await radio(app, '4 / 5').isChecked()).toBe(true)
    await press(app, 'Next')
    await press(app, 'Next')
    await app.box.waitFor({ state: 'detached' })
    await app.page.goto('https://app.test/people')
    await app.box.getByRole('textbox').fill('None')
    await press(app, 'Next')
    await heading(app, 'The end').waitFor()
    await app.page.reload()
    await heading(app, 'The end').waitFor()
    await press(app, 'Back')
    expect(await app.box.getByRole('textbox').inputValue()).toBe('None')
    await press(app, 'Close')
    await app.hasRecorded('$guide_dismissed')
  })

  test('what was chosen and not sent yet was lost with a reload', async () => {
    await using app = await open()
    await app.show(tourOf(onNew, ask({ id: 'csat', type: 'csat' }), thanks))
    await press(app, 'Next')
    await radio(app, '4 / 5').check()
    await app.page.reload()
    await radio(app, '4 / 5').waitFor()
    expect(await radio(app, '4 / 5').isChecked()).toBe(true)
    expect(await answers(app)).toEqual([])
    await press(app, 'Next')
    await heading(app, 'Thank you').waitFor()
    expect(await answers(app)).toEqual([['tour', '2', { csat: 4 }]])
  })

  test('is asked and answered by keyboard, from a modal to a question and on to an element', async () => {
    await using app = await open()
    await app.show(
      tourOf(step('Welcome', { kind: 'modal' }), ask({ id: 'nps', type: 'nps' }), thanks, onNew),
    )
    const keys = async (...names: readonly string[]) => {
      for (const name of names) await app.page.keyboard.press(name)
    }
    await app.box.getByRole('button', { name: 'Next' }).focus()
    await keys('Enter')
    await app.page.getByRole('dialog', { name: 'About nps?' }).waitFor()
    const focused = () =>
      app.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)
    await expect.poll(focused).toBe('card')
    await keys('Tab', 'Space', 'Tab', 'Tab', 'Enter')
    await heading(app, 'Thank you').waitFor()
    await expect.poll(focused).toBe('primary')
    await keys('Enter')
    await heading(app, 'Start here').waitFor()
    await expect.poll(focused).toBe('card')
    expect(await answers(app)).toEqual([['tour', '2', { nps: 0 }]])
  })

  test('is announced with its question and where one is', async () => {
    await using app = await open()
    await app.show(tourOf(onNew, ask({ id: 'nps', type: 'nps' }), thanks))
    await press(app, 'Next')
    await app.page.getByRole('dialog', { name: 'About nps?' }).waitFor()
    await app.box.getByRole('group', { name: 'About nps?' }).waitFor()
    await app.box.getByRole('img', { name: 'Step 2 of 3' }).waitFor()
    const said = () => app.page.locator('waymark-guide [role=status]').textContent()
    await expect.poll(said).toContain('About nps?')
  })

  test('a tour that is one question alone could not be sent', async () => {
    await using app = await open()
    await app.show(tourOf(ask({ id: 'csat', type: 'csat' })))
    await radio(app, '5 / 5').check()
    await press(app, 'Done')
    await app.hasRecorded('$guide_completed')
    expect(await answers(app)).toEqual([['tour', '1', { csat: 5 }]])
  })

  test('stands in a container of the page, and is passed over where that does not come', async () => {
    await using app = await open({ body: `${body}<div id="slot"></div>` })
    await app.page.clock.install()
    const inline = { layout: 'inline', skip: '5s' } as const
    await app.show(
      tourOf(
        onNew,
        ask({ id: 'csat', type: 'csat' }, { ...inline, target: { id: 'slot' } }),
        ask({ id: 'ces', type: 'ces' }, { ...inline, target: { id: 'nowhere' } }),
        step('The end', { kind: 'slideout' }),
      ),
    )
    await press(app, 'Next')
    await app.page.getByRole('region', { name: 'About csat?' }).waitFor()
    expect(await app.page.locator('#slot > waymark-guide').count()).toBe(1)
    await press(app, 'Next')
    await app.box.waitFor({ state: 'detached' })
    await app.page.clock.runFor(6000)
    await heading(app, 'The end').waitFor()
  })
})

const nps: Question = {
  id: 'nps',
  type: 'nps',
  low: 'Not at all likely',
  high: 'Extremely likely',
  ask: {
    en: 'How likely are you to recommend Acme to a friend?',
    ar: 'ما مدى احتمال أن توصي بنا صديقًا؟',
  },
}
const looked = tourOf(onNew, { kind: 'survey', content: [{ question: nps }] }, thanks)

test.each([
  { width: 1280, height: 720, mode: 'light', locale: 'en' },
  { width: 1280, height: 720, mode: 'dark', locale: 'ar' },
  { width: 390, height: 780, mode: 'light', locale: 'ar' },
  { width: 390, height: 780, mode: 'dark', locale: 'en' },
] as const)(
  'at $width px, $mode, in $locale, a question in a tour fits, and axe has nothing to report',
  async ({ width, height, mode, locale }) => {
    const dir = locale === 'ar' ? 'rtl' : 'ltr'
    const html = `lang="${locale}" dir="${dir}" class="${mode}"`
    await using app = await open({ width, height, colorScheme: mode, html })
    await app.page.evaluate((to) => {
      window.wm.locale = to
    }, locale)
    await app.show(looked)
    await app.box.locator('.primary').click()
    await radio(app, '9 / 10').check()
    await snapshot(app, `tour-survey-${width}-${mode}`)
    expect(await violations(app)).toEqual([])
    expect(await fits(app)).toBe(true)
    expect(await app.box.getAttribute('dir')).toBe(dir)
  },
)
