import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GuideNumbers } from '@waymark/schemas/api/guide-numbers'
import type { SurveyResponses, SurveyResults } from '@waymark/schemas/api/surveys'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { type HostApp, startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { type Visit, visit } from './visit.ts'

const definitions = `kind: guide
id: nps
name: Would you recommend us?
type: survey
steps:
  - content: [{ question: { id: score, ask: Would you recommend us?, type: nps, required: true } }]
  - content: [{ question: { id: why, ask: Why?, type: text } }]
  - content: [{ heading: Thank you }]
---
{ kind: engagement, id: ask-nps, audience: { did: { event: Wants survey } }, send: [{ guide: nps }] }
`

const body = '<h1>Acme</h1>'

/** Somebody who has just done what the survey asks about. */
const asked = async (browser: Browser, host: HostApp, who: string): Promise<Visit> => {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const opened = await visit(context, `${host.url}/products`)
  await opened.call('identify', who)
  await opened.call('track', 'Wants survey')
  return opened
}

const card = (page: Page) => page.locator('waymark-guide .card')
const press = (page: Page, name: string) => card(page).getByRole('button', { name }).click()
const choose = (page: Page, score: number) =>
  page.getByRole('radio', { name: `${score} / 10`, exact: true }).check()

test('who changes an answer, and who stops half-way, are what the page of the survey says they are', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body })
  await using browser = await startBrowser()
  const file = join(data.path, 'nps.yaml')
  await writeFile(file, definitions)
  expect(await waymark.command('apply', file)).toMatchObject({ status: 0 })

  const { page } = await asked(browser, host, 'ann')
  await choose(page, 3)
  await press(page, 'Next')
  await card(page).getByRole('textbox', { name: 'Why?' }).waitFor()
  await press(page, 'Back')
  await choose(page, 9)
  await press(page, 'Next')
  await card(page).getByRole('textbox', { name: 'Why?' }).fill('It is fast.')
  await press(page, 'Next')
  await card(page).getByRole('heading', { name: 'Thank you' }).waitFor()
  await press(page, 'Done')

  // Bob answers once and goes away.
  const bob = await asked(browser, host, 'bob')
  await choose(bob.page, 2)
  await press(bob.page, 'Next')
  await card(bob.page).getByRole('textbox', { name: 'Why?' }).waitFor()
  await bob.page.keyboard.press('Escape')
  await card(bob.page).waitFor({ state: 'detached' })

  const read = () => waymark.get<SurveyResults>('/api/surveys/nps')
  await expect.poll(async () => (await read()).responses, { timeout: 30_000 }).toBe(2)
  await expect.poll(async () => (await read()).whole, { timeout: 30_000 }).toBe(1)
  const { shown, shownAnswered, people, questions } = await read()
  expect({ shown, shownAnswered, people }).toEqual({ shown: 2, shownAnswered: 2, people: 2 })
  const [score] = questions
  const given = score?.bars.filter(({ answers }) => answers > 0).map(({ value }) => value)
  expect(given).toEqual(['2', '9'])
  expect(score?.score).toMatchObject({ measure: 'nps', value: 0, answers: 2 })

  const numbers = () => waymark.get<GuideNumbers>('/api/guide-numbers/nps')
  const ended = async () => {
    const { completed, dismissed } = await numbers()
    return [completed.people, dismissed.people]
  }
  await expect.poll(ended, { timeout: 30_000 }).toEqual([1, 1])
  expect(await numbers()).toMatchObject({
    ...{ shown: { people: 2, times: 2 }, answered: { people: 2 }, toComplete: { showings: 1 } },
    steps: [
      { id: '1', reached: 2, stopped: 0, clicked: { people: 2, times: 3 } },
      {
        ...{ id: '2', reached: 2, stopped: 1, dismissed: { people: 1, times: 1 } },
        ways: expect.arrayContaining([
          expect.objectContaining({ deed: 'clicked', by: 'back', people: 1 }),
          expect.objectContaining({ deed: 'dismissed', by: 'escape', people: 1 }),
        ]),
      },
      { id: '3', reached: 1, stopped: 0, completed: { people: 1, times: 1 } },
    ],
  })

  const written = await waymark.get<SurveyResponses>('/api/surveys/nps/responses', { written: '1' })
  expect(written.responses).toMatchObject([
    {
      ...{ subject: 'production/u/ann', version: 1, engagement: 'ask-nps', whole: true },
      answers: [{ value: 9 }, { ask: 'Why?', value: 'It is fast.' }],
    },
  ])
})
