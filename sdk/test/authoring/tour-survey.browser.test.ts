import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../../test/support/browser.ts'
import { body, css, snapshot, violations } from '../guide/app-page.ts'
import { type Authoring, openAuthoring } from './open-authoring.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const tour: GuideDraft = {
  kind: 'guide',
  id: 'welcome',
  name: 'Welcome',
  type: 'tour',
  steps: [
    { kind: 'slideout', content: [{ heading: 'Welcome' }] },
    { kind: 'slideout', content: [{ heading: 'How was it?' }] },
    { kind: 'slideout', content: [{ heading: 'Go on' }] },
  ],
}
const button = (a: Authoring, name: string) => a.panel.getByRole('button', { name })
const second = async (a: Authoring) => (await a.draft()).steps[1]

test.each([
  [1280, 800, 'light'],
  [390, 780, 'dark'],
] as const)(
  'a step of a tour becomes a survey, its question is written in the card and answered in the preview: %i x %i px, %s',
  async (width, height, colorScheme) => {
    await using a = await openAuthoring(browser, {
      ...{ body, css, guide: tour, width, height, colorScheme },
    })
    await a.card.getByRole('textbox', { name: 'Heading' }).waitFor()
    await a.panel.getByRole('button', { name: /How was it/ }).click()
    await a.panel.getByLabel('This step is a').selectOption('survey')
    const question = a.card.getByRole('textbox', { name: 'Question' })
    await question.click()
    await a.page.keyboard.press('Control+a')
    await a.page.keyboard.type('Recommend us?')
    await expect
      .poll(() => second(a))
      .toMatchObject({
        kind: 'survey',
        content: [{ heading: 'How was it?' }, { question: { ask: 'Recommend us?', type: 'nps' } }],
      })
    await button(a, '+ Question').waitFor()
    await snapshot(a, `authoring-tour-survey-${width}-${colorScheme}`)
    expect(await violations(a)).toEqual([])
    await button(a, 'Preview').click()
    const preview = a.page.locator('waymark-guide .card')
    await preview.getByRole('heading', { name: 'Welcome' }).waitFor()
    await preview.getByRole('button', { name: 'Next' }).click()
    await preview.getByRole('radio', { name: '9 / 10' }).check()
    await preview.getByRole('button', { name: 'Next' }).click()
    await preview.getByRole('heading', { name: 'Go on' }).waitFor()
    await preview.getByRole('button', { name: 'Back' }).click()
    expect(await preview.getByRole('radio', { name: '9 / 10' }).isChecked()).toBe(true)
    expect(await a.page.evaluate('wmErrors')).toEqual([])
    expect(a.complaints).toEqual([])
  },
)
