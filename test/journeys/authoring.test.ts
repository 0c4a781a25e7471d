import { join } from 'node:path'
import type { DefinitionList, DraftList } from '@waymark/schemas'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Up } from '../support/waymark.ts'
import { visit } from './visit.ts'

const body = `<h1>Acme</h1><a href="/people" data-testid="people">People</a> <button data-testid="new-product">New product</button>`

const signIn = async (waymark: Up, page: Page): Promise<void> => {
  const { out } = await waymark.command('link', '--json')
  await page.goto((JSON.parse(out) as { readonly link: string }).link)
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
}

/** What a growth person does in the dashboard; gives the page that it opened. */
const newGuide = async (context: BrowserContext, dashboard: Page, url: string): Promise<Page> => {
  await dashboard.getByRole('link', { name: 'Guides and definitions' }).click()
  await dashboard.getByRole('button', { name: 'New guide' }).click()
  await dashboard.getByLabel('What is the guide called?').fill('Create a product')
  await dashboard.getByLabel('On which page of your app?').fill(url)
  const opening = context.waitForEvent('page')
  await dashboard.getByRole('button', { name: 'Open the page' }).click()
  return opening
}

const panel = (page: Page) => page.locator('waymark-guide .panel')
const card = (page: Page) => page.locator('waymark-guide .card')

const pick = async (page: Page, testId: string): Promise<void> => {
  await panel(page)
    .getByRole('button', { name: /^Pick an/ })
    .click()
  const box = await page.getByTestId(testId).boundingBox()
  if (!box) throw new Error(`no ${testId}`)
  await page.mouse.click(box.x + 5, box.y + box.height / 2)
  await panel(page).getByText('Found on this page').waitFor()
}

const published = async (waymark: Up): Promise<readonly string[]> =>
  (await waymark.get<DefinitionList>('/api/definitions')).definitions.map(
    ({ kind, id }) => `${kind}/${id}`,
  )
const drafts = (waymark: Up) => waymark.get<DraftList>('/api/drafts')

test('a guide is written on the live page, kept as a draft, published, shown to somebody, and taken back', {
  timeout: 240_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: join(data.path, 'data') })
  await using host = await startHostApp({ ...waymark, body })
  await using browser = await startBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const dashboard = await context.newPage()
  const problems: string[] = []
  context.on('weberror', (error) => problems.push(String(error.error())))
  context.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) problems.push(message.text())
  })
  const tickets: string[] = []
  dashboard.on('request', (request) => {
    if (request.url().endsWith('/api/authoring/ticket')) tickets.push(request.url())
  })
  await signIn(waymark, dashboard)
  const page = await newGuide(context, dashboard, `${host.url}/products`)

  await pick(page, 'new-product')
  const text = card(page).getByRole('textbox', { name: 'Text' })
  await text.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('It begins here.')
  await panel(page).getByRole('button', { name: 'Save' }).click()
  await panel(page)
    .getByText(/^Draft saved at/)
    .waitFor()
  await expect
    .poll(async () => JSON.stringify((await drafts(waymark)).drafts))
    .toContain('It begins here.')
  expect(await published(waymark)).toEqual([])
  // What names a person or lets anybody in is in no address and no storage of the page.
  expect(page.url()).toBe(`${host.url}/products`)
  expect(
    await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)),
  ).not.toMatch(/ticket|s1\./)

  // Everything goes on after a reload: the dashboard's window has the draft.
  await page.reload()
  await card(page).getByText('It begins here.').waitFor()

  // So it does after a sign-in at another site.
  const elsewhere = waymark.ingest.replace('localhost', '127.0.0.1')
  await page.evaluate((url) => location.assign(url), `${elsewhere}/sdk/integrity.json`)
  await page.waitForURL((url) => url.hostname === '127.0.0.1')
  // The right window at the wrong origin, and the wrong window: neither gets a ticket.
  const forge = (of: string) =>
    `${of}.postMessage({ mark: 'waymark-authoring', say: 'hello', version: '' }, '*')`
  const asked = tickets.length
  await page.evaluate(forge('opener'))
  await dashboard.evaluate(forge('window'))
  await page.evaluate((url) => location.assign(url), `${host.url}/products`)
  await card(page).getByText('It begins here.').waitFor()
  expect(tickets.length).toBe(asked + 1)

  // Somebody else saves the same draft meanwhile: the author is told, and chooses.
  const [{ version, document } = { version: 0, document: {} }] = (await drafts(waymark)).drafts
  const theirs = { env: 'production', version, document: { ...document, name: 'Of somebody else' } }
  await waymark.post('/api/drafts/guide/create-a-product', theirs)
  await panel(page).getByLabel('Name').fill('Make a product')
  await dashboard.getByText(/has changed this draft meanwhile/).waitFor()
  await dashboard.getByRole('button', { name: 'Go on with theirs' }).click()
  await panel(page).getByRole('heading', { name: 'Of somebody else' }).waitFor()
  await panel(page).getByLabel('Name').fill('Make a product')
  await panel(page)
    .getByText(/^Draft saved at/)
    .waitFor()

  await dashboard.getByRole('button', { name: 'Publish…' }).click()
  await dashboard.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await expect
    .poll(() => published(waymark))
    .toEqual(['engagement/show-create-a-product', 'guide/create-a-product'])
  expect((await drafts(waymark)).drafts).toEqual([])
  await dashboard.getByRole('button', { name: 'Finish' }).click()
  await panel(page).waitFor({ state: 'detached' })

  const visitor = await visit(
    await browser.newContext({ reducedMotion: 'reduce' }),
    `${host.url}/products`,
  )
  await visitor.call('identify', 'ada')
  await card(visitor.page).getByText('It begins here.').waitFor()
  expect(visitor.problems).toEqual([])

  await dashboard.getByRole('button', { name: 'Unpublish' }).click()
  await expect.poll(() => published(waymark)).toEqual([])
  expect((await drafts(waymark)).drafts).toMatchObject([{ id: 'create-a-product', version: 1 }])
  expect(problems).toEqual([])
})
