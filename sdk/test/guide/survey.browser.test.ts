import type { GuideContent, GuideStep, Question } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body =
  '<h1>Products</h1><textarea id="note" aria-label="Note"></textarea><div id="slot"></div>'
const ask = (question: Omit<Question, 'ask'>, more: Partial<GuideStep> = {}): GuideStep => ({
  content: [{ question: { ask: `About ${question.id}?`, ...question } }],
  ...more,
})
const surveyOf = (...steps: readonly GuideStep[]): GuideContent => ({
  ...{ v: 1, guide: 'survey', version: 1, type: 'survey' },
  steps,
})
const thanks: GuideStep = { id: 'thanks', content: [{ heading: 'Thank you' }] }
const open = () => openGuidePage(browser, { body, reducedMotion: true })
const press = (app: GuidePage, name: string) => app.box.getByRole('button', { name }).click()
const answers = async (app: GuidePage) =>
  (await app.events())
    .filter(({ event }) => event === '$guide_answered')
    .map(({ properties }) => properties.answers)

describe('a survey', () => {
  test('asks every sort of question, and keeps each answer as what it is', async () => {
    await using app = await open()
    const choices = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }))
    await app.show(
      surveyOf(
        ask({ id: 'nps', type: 'nps' }),
        ask({ id: 'ces', type: 'ces' }),
        ask({ id: 'csat', type: 'csat' }),
        ask({ id: 'stars', type: 'rating' }),
        ask({ id: 'one', type: 'single', choices }),
        ask({ id: 'some', type: 'multiple', choices }),
        ask({ id: 'words', type: 'text' }),
        ask({ id: 'count', type: 'number' }),
        thanks,
      ),
    )
    const pick = (name: string) => app.box.getByRole('radio', { name, exact: true }).check()
    const steps: readonly (() => Promise<unknown>)[] = [
      () => pick('9 / 10'),
      () => pick('7 / 7'),
      () => pick('1 / 5'),
      () => pick('4 / 5'),
      () => pick('B'),
      async () => {
        await app.box.getByRole('checkbox', { name: 'A' }).check()
        await app.box.getByRole('checkbox', { name: 'C' }).check()
      },
      () => app.box.getByRole('textbox').fill('Faster, please'),
      () => app.box.getByRole('spinbutton').fill('2.5'),
    ]
    for (const step of steps) {
      await step()
      await press(app, 'Next')
    }
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await answers(app)).toEqual([
      { nps: 9 },
      { ces: 7 },
      { csat: 1 },
      { stars: 4 },
      { one: 'b' },
      { some: ['a', 'c'] },
      { words: 'Faster, please' },
      { count: 2.5 },
    ])
    await press(app, 'Done')
    await app.hasRecorded('$guide_completed')
    expect(app.complaints).toEqual([])
  })

  test('goes on from boxes that are required once one of them is ticked', async () => {
    await using app = await open()
    const choices = ['a', 'b'].map((id) => ({ id, label: id.toUpperCase() }))
    await app.show(surveyOf(ask({ id: 'some', type: 'multiple', choices, required: true }), thanks))
    await press(app, 'Next')
    await app.box.getByRole('alert').getByText('Please choose at least one.').waitFor()
    expect(await answers(app)).toEqual([])
    await app.box.getByRole('checkbox', { name: 'B' }).check()
    await press(app, 'Next')
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await answers(app)).toEqual([{ some: ['b'] }])
  })

  test('asks those who are unhappy why, and the others something else', async () => {
    await using app = await open()
    await app.show(
      surveyOf(
        ask(
          { id: 'nps', type: 'nps', required: true },
          { branch: [{ when: { answer: 'nps', lte: 6 }, goto: 'why' }] },
        ),
        {
          id: 'praise',
          ...ask({ id: 'tell', type: 'text' }),
          branch: [{ when: { url: '/**' }, goto: 'thanks' }],
        },
        { id: 'why', ...ask({ id: 'why', type: 'text' }) },
        thanks,
      ),
    )
    await press(app, 'Next')
    expect(await app.box.getByRole('group', { name: 'About nps?' }).isVisible()).toBe(true)
    await app.box.getByRole('radio', { name: '3 / 10' }).check()
    await press(app, 'Next')
    await app.box.getByText('About why?').waitFor()
    await press(app, 'Back')
    expect(await app.box.getByRole('radio', { name: '3 / 10' }).isChecked()).toBe(true)
    await app.box.getByRole('radio', { name: '10 / 10' }).check()
    await press(app, 'Next')
    await app.box.getByText('About tell?').waitFor()
    await press(app, 'Next')
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await answers(app)).toEqual([{ nps: 3 }, { nps: 10 }])
  })

  test('keeps what was answered when it is closed half-way, and goes on there after a reload', async () => {
    await using app = await open()
    await app.show(
      surveyOf(ask({ id: 'one', type: 'csat' }), ask({ id: 'two', type: 'text' }), thanks),
    )
    await app.box.getByRole('radio', { name: '2 / 5' }).check()
    await press(app, 'Next')
    expect(await answers(app)).toEqual([{ one: 2 }])
    await app.box.getByText('About two?').waitFor()
    await app.page.reload()
    await app.box.getByText('About two?').waitFor()
    await press(app, 'Back')
    expect(await app.box.getByRole('radio', { name: '2 / 5' }).isChecked()).toBe(true)
    await press(app, 'Close')
    await app.hasRecorded('$guide_dismissed')
    await app.page.reload()
    expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([])
  })

  test('went back to a question that its branch had passed over, once the page was loaded anew', async () => {
    await using app = await open()
    await app.show(
      surveyOf(
        ask(
          { id: 'nps', type: 'nps' },
          { branch: [{ when: { answer: 'nps', lte: 6 }, goto: 'why' }] },
        ),
        ask({ id: 'tell', type: 'text' }),
        { id: 'why', ...ask({ id: 'why', type: 'text' }) },
        thanks,
      ),
    )
    await app.box.getByRole('radio', { name: '3 / 10' }).check()
    await press(app, 'Next')
    await app.box.getByText('About why?').waitFor()
    await app.page.reload()
    await app.box.getByText('About why?').waitFor()
    await press(app, 'Back')
    await app.box.getByText('About nps?').waitFor()
    expect(await app.box.getByRole('radio', { name: '3 / 10' }).isChecked()).toBe(true)
    await press(app, 'Next')
    await app.box.getByText('About why?').waitFor()
    await press(app, 'Next')
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
  })

  test('shows in forced colours what is chosen, and how far one is', async () => {
    await using app = await open()
    await app.page.emulateMedia({ forcedColors: 'active' })
    await app.show(
      surveyOf(ask({ id: 'nps', type: 'nps' }), ask({ id: 'stars', type: 'rating' }), thanks),
    )
    const looks = (selector: string, property: 'color' | 'backgroundColor') =>
      app.box
        .locator(selector)
        .evaluateAll(
          (all, name) => [...new Set(all.map((each) => getComputedStyle(each)[name]))].length,
          property,
        )
    expect(await looks('.scale label', 'backgroundColor')).toBe(1)
    await app.box.getByRole('radio', { name: '3 / 10' }).check()
    expect(await looks('.scale label', 'backgroundColor')).toBe(2)
    await press(app, 'Next')
    await app.box.getByRole('radio', { name: '2 / 5' }).check()
    expect(await looks('.stars label', 'color')).toBe(2)
    expect(await looks('.dots i', 'backgroundColor')).toBe(2)
  })

  test('is complete when it is closed on its thanks', async () => {
    await using app = await open()
    await app.show(surveyOf(ask({ id: 'one', type: 'csat' }), thanks))
    await app.box.getByRole('radio', { name: '5 / 5' }).check()
    await press(app, 'Next')
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    await press(app, 'Close')
    await app.hasRecorded('$guide_completed')
    expect(await app.recorded()).not.toContain('$guide_dismissed')
  })

  test('steals no focus and not a letter, and is answered by keyboard', async () => {
    await using app = await open()
    await app.page.locator('#note').focus()
    await app.show(surveyOf(ask({ id: 'nps', type: 'nps' }), thanks))
    await app.page.keyboard.type('as I was saying')
    await app.box.waitFor()
    expect(await app.page.locator('#note').inputValue()).toBe('as I was saying')
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Space')
    for (let value = 0; value < 9; value++) await app.page.keyboard.press('ArrowRight')
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Enter')
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await answers(app)).toEqual([{ nps: 9 }])
  })

  test('by keyboard, Enter on its thanks went back to the question', async () => {
    await using app = await open()
    const branch = [{ when: { answer: 'nps', gte: 9 }, goto: 'thanks' }]
    await app.show(
      surveyOf(
        ask({ id: 'nps', type: 'nps' }, { branch }),
        ask({ id: 'why', type: 'text' }),
        thanks,
      ),
    )
    await app.box.getByRole('radio', { name: '9 / 10' }).focus()
    for (const key of ['Space', 'Tab', 'Enter']) await app.page.keyboard.press(key)
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await app.box.getByRole('button', { name: 'Back' }).count()).toBe(0)
    await app.page.keyboard.press('Enter')
    await app.hasRecorded('$guide_completed')
    expect(await answers(app)).toEqual([{ nps: 9 }])
  })

  test('a last step with a field in it had no way back', async () => {
    await using app = await open()
    const content: GuideStep['content'] = [{ input: { id: 'mail', label: 'Your e-mail' } }]
    await app.show(surveyOf(ask({ id: 'nps', type: 'nps' }), { content }))
    await press(app, 'Next')
    await app.box.getByRole('textbox', { name: 'Your e-mail' }).waitFor()
    await press(app, 'Back')
    await app.box.getByText('About nps?').waitFor()
  })

  test('by keyboard, the next question began on the way back', async () => {
    await using app = await open()
    await app.show(
      surveyOf(ask({ id: 'nps', type: 'nps' }), ask({ id: 'csat', type: 'csat' }), thanks),
    )
    await app.box.getByRole('radio', { name: '9 / 10' }).focus()
    for (const key of ['Space', 'Tab', 'Enter']) await app.page.keyboard.press(key)
    await app.box.getByText('About csat?').waitFor()
    for (const key of ['Tab', 'Space', 'Tab', 'Tab', 'Enter']) await app.page.keyboard.press(key)
    await app.box.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await answers(app)).toEqual([{ nps: 9 }, { csat: 1 }])
  })

  test.each([390, 320])('on a phone of %i px, eleven values broke into two rows', async (width) => {
    await using app = await openGuidePage(browser, { body, width, reducedMotion: true })
    const devtools = await app.page.context().newCDPSession(app.page)
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 })
    const ends = { low: 'Not at all', high: 'Very much' }
    await app.show(surveyOf(ask({ id: 'nps', type: 'nps', ...ends })))
    await app.box.waitFor()
    expect(await app.page.evaluate(() => matchMedia('(pointer:coarse)').matches)).toBe(true)
    const cells = await app.box
      .locator('.scale label')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()))
    expect(cells).toHaveLength(11)
    expect(new Set(cells.map(({ y }) => y)).size).toBe(1)
    expect(Math.min(...cells.map((cell) => cell.width))).toBeGreaterThanOrEqual(24)
  })

  test('stands in a container of the page, where its author says so', async () => {
    await using app = await open()
    await app.show(
      surveyOf(ask({ id: 'one', type: 'csat' }, { layout: 'inline', target: { id: 'slot' } })),
    )
    await app.page.getByRole('region', { name: 'About one?' }).waitFor()
    const [slot, box] = [await app.page.locator('#slot').boundingBox(), await app.box.boundingBox()]
    expect(slot?.height).toBeCloseTo(box?.height ?? 0, 3)
    await app.box.getByRole('radio', { name: '5 / 5' }).check()
    await press(app, 'Done')
    await app.hasRecorded('$guide_completed')
    expect(await answers(app)).toEqual([{ one: 5 }])
  })
})
