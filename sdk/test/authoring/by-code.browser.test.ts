import type { AuthoringTalk, GuideDraft, ToPage } from '@waymark/schemas/wire/authoring'
import type { SaidOnLine } from '@waymark/schemas/wire/page-line'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../../test/support/browser.ts'
import { body, css } from '../guide/app-page.ts'
import { openAuthoring } from './open-authoring.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const guide: GuideDraft = {
  ...{ kind: 'guide', id: 'welcome', name: 'Welcome', type: 'modal' },
  steps: [{ content: [{ text: 'Hello' }] }],
}

/** Its page may be gone by now. */
const answer = async (route: Route, status: number, said: unknown): Promise<void> => {
  const headers = { 'access-control-allow-origin': '*' }
  const contentType = 'application/json'
  await route
    .fulfill({ status, headers, contentType, body: JSON.stringify(said) })
    .catch(() => undefined)
}

/** Lines as ingest keeps them, with a dashboard at the other end that has the draft as it was at first. */
const serveLines = async (context: BrowserContext) => {
  const said: SaidOnLine[] = []
  const told: ToPage[] = []
  const ended = new Set<string>()
  let joined = 0
  let waiting: { readonly talk: AuthoringTalk; readonly route: Route }[] = []
  const tellWaiting = async (): Promise<void> => {
    const due = waiting.filter(
      ({ talk: { line, after = 0 } }) => ended.has(line) || told.length > after,
    )
    waiting = waiting.filter((each) => !due.includes(each))
    for (const { talk, route } of due) await hear(talk, route)
  }
  const hear = (talk: AuthoringTalk, route: Route): Promise<void> => {
    const { line, after } = talk
    if (ended.has(line)) return answer(route, 401, {})
    const heard = after === undefined || after < 0 ? [] : told.slice(after)
    return answer(route, 200, { said: heard, next: told.length })
  }
  await context.route('**/v1/authoring/join', (route) =>
    answer(route, 200, { line: `line-${++joined}` }),
  )
  await context.route('**/v1/authoring/talk', async (route) => {
    const { signed } = route.request().postDataJSON() as { readonly signed: string }
    const talk = JSON.parse(signed) as AuthoringTalk
    if (!ended.has(talk.line)) {
      said.push(...talk.said)
      if (talk.said.some(({ say }) => say === 'ready')) {
        told.push({ say: 'draft', guide, step: 0, look: 'auto', audience: '' })
      }
    }
    const { after = -1 } = talk
    if (after >= told.length) waiting.push({ talk, route })
    else await hear(talk, route)
    await tellWaiting()
  })
  return {
    said,
    joins: () => joined,
    /** Its page hears so with the next word that it says. */
    end: (line: string): void => {
      ended.add(line)
    },
  }
}

const open = () => openAuthoring(browser, { body, css, guide })
const panel = (page: Page) => page.locator('waymark-guide .panel')
const asked = (page: Page) => page.getByRole('textbox', { name: 'Code' })
const connect = async (page: Page): Promise<void> => {
  await asked(page).fill('ABCD-EFGH')
  await page.keyboard.press('Enter')
}
const heading = (page: Page) => panel(page).getByRole('heading', { name: 'Welcome' })

test('a window that lost its name on a page without the tools forgot its line, and asked for another code', async () => {
  await using a = await open()
  const lines = await serveLines(a.context)
  const page = await a.context.newPage()
  await page.goto(`${a.page.url()}#wm_author`)
  await connect(page)
  await heading(page).waitFor()
  // Where somebody writes over it already, a line is not taken.
  const other = await a.context.newPage()
  await other.goto(`${a.page.url()}#wm_author`)
  await asked(other).waitFor()
  await other.close()
  await page.evaluate(() => {
    window.name = ''
  })
  await page.goto('about:blank')
  await page.goto(`${a.page.url()}#wm_author`)
  await heading(page).waitFor()
  expect(lines.joins()).toBe(1)
})

test('what was written while the line ended was lost; the next code sends it', async () => {
  await using a = await open()
  const lines = await serveLines(a.context)
  const page = await a.context.newPage()
  await page.goto(`${a.page.url()}#wm_author`)
  await connect(page)
  await heading(page).waitFor()
  const name = panel(page).getByLabel('Name')
  lines.end('line-1')
  await name.fill('Of the last second')
  await asked(page).waitFor()
  const before = JSON.stringify(lines.said)
  expect(before).not.toContain('Of the last second')
  await connect(page)
  await expect.poll(() => JSON.stringify(lines.said)).toContain('Of the last second')
  expect(await name.inputValue()).toBe('Of the last second')
  expect(lines.joins()).toBe(2)
})
