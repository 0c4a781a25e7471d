import type { AuthoringJoinRequest, AuthoringTalk } from '@waymark/schemas/wire/authoring'
import type { SaidOnLine, SaidToPage } from '@waymark/schemas/wire/page-line'
import type { BrowserContext, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../test/support/browser.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'
import { buildWithinMs, builtFiles } from './built-once.ts'
import { startCollector } from './collector.ts'
import { startShop } from './shop.ts'
import type { Browser } from './stage.ts'

let browser: Browser
let files: BuiltFiles
beforeAll(async () => {
  ;[browser, files] = await Promise.all([startBrowser(), builtFiles()])
}, buildWithinMs)
afterAll(() => browser.close())

const goodCode = 'ABCD-EFGH'

/** The page may be gone by now. */
const answer = async (route: Route, status: number, said: unknown): Promise<void> => {
  const headers = { 'access-control-allow-origin': '*' }
  const contentType = 'application/json'
  await route
    .fulfill({ status, headers, contentType, body: JSON.stringify(said) })
    .catch(() => undefined)
}

/** One line as ingest keeps it: what is told waits for the page to ask. */
const serveLine = async (context: BrowserContext) => {
  const said: SaidOnLine[] = []
  const told: SaidToPage[] = []
  const joins: AuthoringJoinRequest[] = []
  let waiting: { readonly after: number; readonly route: Route }[] = []
  const hear = async (): Promise<void> => {
    const due = waiting.filter(({ after }) => told.length > after)
    waiting = waiting.filter((each) => !due.includes(each))
    for (const { after, route } of due) {
      await answer(route, 200, { said: told.slice(after), next: told.length })
    }
  }
  await context.route('**/v1/authoring/join', (route) => {
    const request = route.request().postDataJSON() as AuthoringJoinRequest
    joins.push(request)
    return request.code === goodCode
      ? answer(route, 200, { line: 'line-1' })
      : answer(route, 401, {})
  })
  await context.route('**/v1/authoring/talk', async (route) => {
    const { signed } = route.request().postDataJSON() as { readonly signed: string }
    const talk = JSON.parse(signed) as AuthoringTalk
    said.push(...talk.said)
    const { after = -1 } = talk
    if (after < 0) await answer(route, 200, { said: [], next: told.length })
    else waiting.push({ after, route })
    await hear()
  })
  return {
    ...{ said, joins },
    tell: (what: SaidToPage): Promise<void> => {
      told.push(what)
      return hear()
    },
  }
}

test('a page that is cut off from the window that opened it is told the half of the server by a code, on its next page too', async () => {
  await using collector = await startCollector(files)
  await using shop = await startShop(collector.origin)
  await using context = await browser.newContext({ viewport: { width: 390, height: 800 } })
  const line = await serveLine(context)
  const page = await context.newPage()
  await page.goto(`${shop.page({ after: "waymark.identify('ann')" })}#wm_debug`)
  const panel = page.getByRole('region', { name: 'Waymark debug panel' })
  const code = panel.getByRole('textbox', { name: 'Code of the dashboard' })
  await panel.getByRole('button', { name: 'Unfold' }).click()
  await code.fill('WRONG')
  await panel.getByRole('button', { name: 'Connect' }).click()
  await panel.getByText('This is no code for this page').waitFor()
  await code.fill(goodCode)
  await page.keyboard.press('Enter')
  const who = expect.objectContaining({ say: 'who', userId: 'ann' })
  await expect.poll(() => line.said).toContainEqual(who)
  expect(line.joins.map(({ purpose }) => purpose)).toEqual(['inspect', 'inspect'])

  const guides = [{ guide: 'unused', by: [] }]
  const half = { id: 'ann', at: Date.UTC(2026, 0, 1, 9), guides }
  await line.tell({ say: 'told', half })
  await panel.getByText('as of 09:00:00 UTC').waitFor()
  expect(await panel.getByText('no engagement shows it to anybody').count()).toBe(1)
  await code.waitFor({ state: 'detached' })

  const before = line.said.length
  await page.reload()
  await expect.poll(() => line.said.slice(before)).toContainEqual(who)
  await line.tell({ say: 'told', half: { ...half, at: half.at + 60_000 } })
  await panel.getByText('as of 09:01:00 UTC').waitFor()
  expect(line.joins.length).toBe(2)
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => line.said.at(-1)).toEqual({ say: 'end' })
  expect(await page.evaluate('refused')).toEqual([])
})
