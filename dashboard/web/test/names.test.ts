import type { LeadList } from '@waymark/schemas/api/leads'
import type { Timeline } from '@waymark/schemas/api/timeline'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

/** Names written from right to left of which a part does not fit, and whether the beginning of each can be seen. */
const cutNames = (page: Page): Promise<readonly boolean[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.name')]
      .filter((name) => /^[\u0600-\u06ff]/.test(name.textContent ?? ''))
      .filter((name) => name.checkVisibility() && name.scrollWidth > name.clientWidth)
      .map((name) => {
        const text = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode()
        if (!text) return false
        const first = document.createRange()
        first.setStart(text, 0)
        first.setEnd(text, 1)
        const { left, right } = first.getBoundingClientRect()
        const box = name.getBoundingClientRect()
        return left >= box.left - 1 && right <= box.right + 1
      }),
  )

for (const path of ['/people', '/accounts', '/live', '/inbox', '/alerts']) {
  test(`a name from right to left lost its beginning where it did not fit, ${path}`, async () => {
    await using app = await openApp(browser, { width: 390, scenario: 'hostile' })
    await app.go(path)
    await app.page.waitForFunction(
      () => ![...document.querySelectorAll('.name')].some((name) => name.textContent === '…'),
    )
    const seen = await cutNames(app.page)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).not.toContain(false)
  })
}

/** Holds the answers to addresses that match until they are let go. */
const holding = async (page: Page, match: RegExp): Promise<() => void> => {
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(match, async (route) => {
    await gate
    await route.continue()
  })
  return letGo
}

test('the live list showed ids in the place of names until the names came', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const letGo = await holding(page, /\/api\/names/)
  await app.go('/live')
  const who = page.locator('tbody tr td:nth-child(3)')
  await who.first().waitFor()
  expect(new Set(await who.allTextContents())).toEqual(new Set(['…']))
  letGo()
  await page.getByRole('cell', { name: 'Mara Okafor' }).first().waitFor()
})

test('who has no name is called by the id once that is known', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await page.route(/\/api\/names/, (route) => route.fulfill({ json: { names: {} } }))
  await app.go('/live')
  await page.getByRole('cell', { name: 'mara@northwind.example' }).first().waitFor()
})

test('the search of the palette said that nothing is called that while it still looked', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await app.go('/people')
  const letGo = await holding(page, /\/api\/(people|accounts)\?.*search=zzq/)
  await page.keyboard.press('Control+k')
  const said = page.getByRole('dialog').getByRole('status')
  const asked = page.waitForRequest(/search=zzq/)
  await page.getByRole('combobox').fill('zzq')
  await said.getByText('Looking for people and accounts…').waitFor()
  await asked
  expect(await said.textContent()).toBe('Looking for people and accounts…')
  letGo()
  await said.getByText('Nothing is called that').waitFor()
})

/** Where each letter of a text of ours is painted, from left to right. */
const lefts = (page: Page, selector: string): Promise<readonly number[]> =>
  page.evaluate((wanted) => {
    const found = document.querySelector(wanted)
    const walker = document.createTreeWalker(found ?? document.body, NodeFilter.SHOW_TEXT)
    const text = walker.nextNode()
    return Array.from({ length: text?.textContent?.length ?? 0 }, (_, at) => {
      const letter = document.createRange()
      if (text) letter.setStart(text, at)
      if (text) letter.setEnd(text, at + 1)
      return letter.getBoundingClientRect().left
    })
  }, selector)

const turned = (text: string): string => `\u202e${text}`

test('a playbook that turns the letters beside it reversed the words of the page of tasks', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await page.route(/\/api\/flows/, async (route) => {
    const answer = await route.fetch()
    const list = await answer.json()
    const [flow] = list.flows
    await route.fulfill({ json: { ...list, flows: [{ ...flow, name: turned(flow.name) }] } })
  })
  await page.route(/\/api\/tasks\?/, async (route) => {
    const answer = await route.fetch()
    const list = await answer.json()
    const [task] = list.tasks
    const from = { ...task.from, name: turned(task.from.name), why: turned(task.from.why) }
    const hostile = { ...task, title: turned(task.title), name: turned(task.name), from }
    await route.fulfill({ json: { ...list, tasks: [hostile] } })
  })
  await app.go('/tasks')
  await page.locator('.lead-row .name').first().waitFor()
  for (const selector of ['.lead-row .badge', '.lead .lead-head .badge', '.lead time']) {
    const painted = await lefts(page, selector)
    expect(painted.length, selector).toBeGreaterThan(2)
    expect(painted, selector).toEqual(painted.toSorted((a, b) => a - b))
  }
  expect(
    await page
      .locator('.name')
      .first()
      .evaluate((name) => getComputedStyle(name).unicodeBidi),
  ).toBe('isolate')
  const bare = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (text.textContent?.includes('\u202e') && !text.parentElement?.closest('.name, bdi'))
        found.push(text.textContent)
    }
    return found
  })
  expect(bare).toEqual([])
})

test('definitions said nothing of whether they are about people or accounts', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const levelOf = (id: string) => app.page.locator(`#${id} summary .badge`).textContent()
  expect(await levelOf('milestone-signed-up')).toBe('People')
  expect(await levelOf('milestone-code-installed')).toBe('Accounts')
  expect(await levelOf('pql-trial-pql')).toBe('Accounts')
  expect(await levelOf('segment-power-users')).toBe('People')
  expect(await app.page.locator('#guide-install-the-code summary .badge').count()).toBe(0)
})

test('a message of a guide that is published no more went by a name made of its id', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const at = Date.now() - 60_000
  const decided = { decision: 'd1', engagement: 'old', guide: 'old-tour', version: 1, why: [] }
  const transition = { t: 'decided' as const, at, ...decided }
  const timeline: Timeline = { items: [{ kind: 'transition', at, transition }], asOf: at }
  await page.route(/\/api\/people\/.*\/timeline/, (route) => route.fulfill({ json: timeline }))
  const gone = { kind: 'guide', id: 'old-tour', version: 2, at, by: 'Mara Okafor' }
  await page.route('**/api/definitions/deleted*', (route) =>
    route.fulfill({ json: { deleted: [{ ...gone, name: 'Around the world' }] } }),
  )
  await app.go(`/people/${encodeURIComponent('production/u/mara@northwind.example')}`)
  await page.getByText('May now see “Around the world”').waitFor()
})

for (const width of [1280, 390]) {
  test(`a colleague's long name lay over the name of the account, at ${width} px`, async () => {
    await using app = await openApp(browser, { width })
    const { page } = app
    const owner = 'Bo Maximilian Featherstonehaugh-Cholmondeley the Younger'
    await page.route('**/api/leads?*', async (route) => {
      const list = (await (await route.fetch()).json()) as LeadList
      await route.fulfill({
        json: { ...list, leads: list.leads.map((one) => ({ ...one, owner })) },
      })
    })
    await app.go('/inbox')
    const row = page.locator('.lead-row').first()
    const name = await row.locator('b .name').boundingBox()
    const badge = await row.locator('.badge').boundingBox()
    const whole = await row.boundingBox()
    if (!name || !badge || !whole) throw new Error('nothing is painted')
    expect(name.width).toBeGreaterThan(60)
    expect(name.x + name.width).toBeLessThanOrEqual(badge.x)
    expect(badge.x + badge.width).toBeLessThanOrEqual(whole.x + whole.width)
  })
}
